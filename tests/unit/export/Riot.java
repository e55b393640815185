import java.util.Map;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.system.ErrorHandlerFactory;
import org.apache.jena.riot.system.StreamRDFLib;
import org.apache.jena.riot.lang.StreamRDFCounting;

/** Validates as `riot --validate --strict` does, many files in one process: FILE... gives "FILE triples quads" or "FILE error". */
class Riot {
  static final Map<String, Lang> LANGUAGES =
      Map.of(
          "ttl", Lang.TURTLE,
          "trig", Lang.TRIG,
          "nt", Lang.NTRIPLES,
          "nq", Lang.NQUADS,
          "rdf", Lang.RDFXML,
          "jsonld", Lang.JSONLD10);

  public static void main(String[] args) {
    for (String file : args) {
      StreamRDFCounting found = StreamRDFLib.count();
      String said;
      try {
        RDFParser.create()
            .source(file)
            .forceLang(LANGUAGES.get(file.substring(file.lastIndexOf('.') + 1)))
            .checking(true)
            .errorHandler(ErrorHandlerFactory.errorHandlerStrictNoLogging)
            .parse(found);
        said = found.countTriples() + " " + found.countQuads();
      } catch (RuntimeException problem) {
        said = "error: " + problem;
      }
      System.out.println(file + "\t" + said.replace('\n', ' '));
    }
  }
}
