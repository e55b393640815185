import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryExecution;
import org.apache.jena.query.QueryExecutionFactory;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.ResultSetFormatter;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.riot.RDFDataMgr;

/** Asks Jena many queries in one process: DATA QUERY... gives SPARQL results in JSON, each behind a line "# QUERY". */
class Ask {
  public static void main(String[] args) {
    Model model = RDFDataMgr.loadModel(args[0]);
    StringBuilder answers = new StringBuilder();
    for (int i = 1; i < args.length; i++) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      Query query = QueryFactory.read(args[i]);
      try (QueryExecution execution = QueryExecutionFactory.create(query, model)) {
        if (query.isAskType()) {
          ResultSetFormatter.outputAsJSON(out, execution.execAsk());
        } else {
          ResultSetFormatter.outputAsJSON(out, execution.execSelect());
        }
      }
      answers.append("# ").append(args[i]).append('\n').append(out.toString(StandardCharsets.UTF_8)).append('\n');
    }
    byte[] bytes = answers.toString().getBytes(StandardCharsets.UTF_8);
    System.out.write(bytes, 0, bytes.length);
    System.out.flush();
  }
}
