import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.query.DatasetFactory;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryExecution;
import org.apache.jena.query.QueryExecutionFactory;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.ResultSetFormatter;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.riot.RDFLanguages;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.system.ErrorHandlerFactory;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.apache.jena.sparql.graph.GraphFactory;
import org.apache.jena.update.UpdateAction;

/**
 * A graph store of Jena's parsers, datasets and query engine behind the JDK's HTTP server. It is not Fuseki nor GraphDB, which
 * Debian does not have, but answers at the paths of either: SERVER-HEADER STORE QUERY UPDATE [USER PASSWORD | TOKEN]. It writes
 * its port to standard output, and ends with its standard input.
 */
class JenaStore {
  private static final DatasetGraph DATA = DatasetGraphFactory.create();
  private static String serverHeader;
  private static String token;

  public static void main(String[] args) throws Exception {
    serverHeader = args[0];
    token = args.length == 5 ? args[4] : null;
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setExecutor(Executors.newFixedThreadPool(4));
    server.createContext("/", exchange -> answer(exchange, 404, "text/plain", new byte[0]));
    HttpHandler[] handlers = {JenaStore::store, JenaStore::query, JenaStore::update};
    for (int i = 0; i < handlers.length; i++) {
      HttpHandler handler = handlers[i];
      HttpContext context = server.createContext(args[i + 1], exchange -> guard(exchange, handler));
      if (args.length == 6) {
        context.setAuthenticator(new BasicAuthenticator("jena", StandardCharsets.UTF_8) {
          @Override public boolean checkCredentials(String user, String password) {
            return user.equals(args[4]) && password.equals(args[5]);
          }
        });
      }
    }
    server.start();
    System.out.println(server.getAddress().getPort());
    System.out.flush();
    while (System.in.read() >= 0) {}
    System.exit(0);
  }

  private static void guard(HttpExchange exchange, HttpHandler handler) throws java.io.IOException {
    try {
      if (token != null && !("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        answer(exchange, 401, "text/plain", new byte[0]);
      } else {
        synchronized (DATA) { handler.handle(exchange); }
      }
    } catch (RuntimeException | LinkageError e) {
      e.printStackTrace();
      answer(exchange, 400, "text/plain", String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void store(HttpExchange exchange) throws java.io.IOException {
    Node name = NodeFactory.createURI(parameters(exchange.getRequestURI().getRawQuery()).get("graph"));
    String method = exchange.getRequestMethod();
    if (method.equals("PUT") || method.equals("POST")) {
      Graph read = GraphFactory.createDefaultGraph();
      String type = exchange.getRequestHeaders().getFirst("Content-Type");
      RDFParser.create().source(new ByteArrayInputStream(exchange.getRequestBody().readAllBytes())).lang(RDFLanguages.contentTypeToLang(type))
          .errorHandler(ErrorHandlerFactory.errorHandlerStrictNoLogging).parse(read);
      if (method.equals("PUT")) { DATA.removeGraph(name); }
      read.find().forEachRemaining(triple -> DATA.getGraph(name).add(triple));
      answer(exchange, 204, "text/plain", new byte[0]);
    } else if (!DATA.containsGraph(name)) {
      answer(exchange, 404, "text/plain", new byte[0]);
    } else if (method.equals("DELETE")) {
      DATA.removeGraph(name);
      answer(exchange, 204, "text/plain", new byte[0]);
    } else {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      RDFDataMgr.write(out, DATA.getGraph(name), Lang.NTRIPLES);
      answer(exchange, 200, "application/n-triples", out.toByteArray());
    }
  }

  private static void query(HttpExchange exchange) throws java.io.IOException {
    Query query = QueryFactory.create(parameters(body(exchange)).get("query"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (QueryExecution execution = QueryExecutionFactory.create(query, DatasetFactory.wrap(DATA))) {
      if (query.isConstructType()) {
        RDFDataMgr.write(out, execution.execConstruct(), Lang.NTRIPLES);
        answer(exchange, 200, "application/n-triples", out.toByteArray());
        return;
      }
      if (query.isAskType()) {
        ResultSetFormatter.outputAsJSON(out, execution.execAsk());
      } else {
        ResultSetFormatter.outputAsJSON(out, execution.execSelect());
      }
    }
    answer(exchange, 200, "application/sparql-results+json", out.toByteArray());
  }

  private static void update(HttpExchange exchange) throws java.io.IOException {
    UpdateAction.parseExecute(body(exchange), DATA);
    answer(exchange, 204, "text/plain", new byte[0]);
  }

  private static String body(HttpExchange exchange) throws java.io.IOException {
    return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static Map<String, String> parameters(String form) {
    Map<String, String> found = new HashMap<>();
    for (String pair : form.split("&")) {
      String[] parts = pair.split("=", 2);
      found.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return found;
  }

  private static void answer(HttpExchange exchange, int status, String type, byte[] content) throws java.io.IOException {
    exchange.getResponseHeaders().set(serverHeader.split(": ")[0], serverHeader.split(": ")[1]);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
    if (content.length > 0) { exchange.getResponseBody().write(content); }
    exchange.close();
  }
}
