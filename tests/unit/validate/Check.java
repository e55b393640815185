import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.shacl.ShaclValidator;
import org.apache.jena.shacl.Shapes;
import org.apache.jena.shacl.ValidationReport;

/** Validates many graphs with Jena in one process: SHAPES FOLDER writes for each x.nt of the folder its report, x.report.nt. */
class Check {
  public static void main(String[] args) throws Exception {
    Shapes shapes = Shapes.parse(RDFDataMgr.loadModel(args[0]).getGraph());
    try (var files = Files.newDirectoryStream(Path.of(args[1]), "*.nt")) {
      for (Path file : files) {
        Model data = RDFDataMgr.loadModel(file.toString());
        ValidationReport report = ShaclValidator.get().validate(shapes, data.getGraph());
        String name = file.toString().replaceAll("nt$", "report");
        try (var out = Files.newOutputStream(Path.of(name))) {
          RDFDataMgr.write(out, report.getModel(), Lang.NTRIPLES);
        }
      }
    }
  }
}
