import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The requests of the client SDK to one environment, and what they must be answered with. Anything
/// else than the answer of success ends the run: a refused request must not count as a fast one.
final class Api {
  private static final Pattern NONCE = Pattern.compile("\"([0-9a-z]{32})\"");

  /// What a sign-in gives: the two tokens.
  record Tokens(String access, String id) {}

  private final String environment;
  private final String base;
  private final String headers;
  private final String adminHeaders;

  Api(Server server) {
    String host = "localhost:" + server.port;
    this.environment = server.told("sandbox");
    this.base = "/api/v0/sdk/" + environment;
    this.headers =
        "Host: "
            + host
            + "\r\nOrigin: http://"
            + host
            + "\r\n"
            + "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0\r\n"
            + "Accept: */*\r\n"
            + "Content-Type: application/json\r\n"
            + "x-dyn-version: ClientSDK/1.27.1\r\n"
            + "x-dyn-api-version: API/0.0.1125\r\n"
            + "x-dyn-request-id: 0123456789abcdefghij0123456789abcdefghij0123456789\r\n";
    this.adminHeaders =
        "Host: " + host + "\r\nAuthorization: Bearer " + server.told("adminToken") + "\r\n";
  }

  /// Asks for a code; answers the id of the challenge.
  String ask(Connection connection, String address) throws IOException {
    String body = "{\"email\":\"" + address + "\"}";
    return text(post(connection, 201, "/emailVerifications/create", "", body), "verificationUUID");
  }

  Tokens answer(Connection connection, String challenge, String code, String moreHeaders)
      throws IOException {
    String body =
        "{\"verificationUUID\":\"" + challenge + "\",\"verificationToken\":\"" + code + "\"}";
    return tokens(post(connection, 200, "/emailVerifications/signin", moreHeaders, body));
  }

  Tokens refresh(Connection connection, String token) throws IOException {
    return tokens(post(connection, 200, "/refresh", bearer(token), ""));
  }

  void user(Connection connection, String token) throws IOException {
    text(get(connection, base + "/users", headers + bearer(token)), "sessionId");
  }

  String keys(Connection connection) throws IOException {
    return get(connection, base + "/.well-known/jwks", headers);
  }

  String nonce(Connection connection) throws IOException {
    return text(get(connection, base + "/nonce", headers), "nonce");
  }

  /// By a wallet; the body is what it signed.
  Tokens signIn(Connection connection, String body) throws IOException {
    return tokens(post(connection, 200, "/wallets/signin", "", body));
  }

  /// Up to twenty at once.
  List<String> nonces(Connection connection) throws IOException {
    String body = get(connection, base + "/nonces?count=20", headers);
    return NONCE.matcher(body).results().map(found -> found.group(1)).collect(Collectors.toList());
  }

  /// The code that was sent to an address, as its owner reads it.
  String sentCode(Connection connection, String address) throws IOException {
    String path = "/inbox/" + environment + "/messages?limit=1&to=" + address;
    return text(get(connection, path, headers), "code");
  }

  /// A sandbox of `dev` has second factors on, which live environments begin without.
  void useNoSecondFactors(Connection connection) throws IOException {
    String path = "/api/v0/environments/" + environment;
    String off =
        "{\"security\":{\"mfa\":{\"enabled\":false,\"methods\":[{\"type\":\"totp\",\"enabled\":false}]}}}";
    expect(200, connection.send("PUT", path, adminHeaders, off), path);
  }

  /// A code that opens every test address; nothing is sent to those.
  String testCode(Connection connection) throws IOException {
    String path = "/api/v0/environments/" + environment + "/test/account";
    return text(expect(201, connection.send("POST", path, adminHeaders, ""), path), "code");
  }

  /// The value of a text member, wherever it is.
  static String text(String json, String member) {
    String name = "\"" + member + "\":\"";
    int at = json.indexOf(name);
    if (at < 0) throw new Stop("the server answered without " + member + ": " + json);
    return json.substring(at + name.length(), json.indexOf('"', at + name.length()));
  }

  private static Tokens tokens(String body) {
    return new Tokens(text(body, "minifiedJwt"), text(body, "jwt"));
  }

  private static String bearer(String token) {
    return "Authorization: Bearer " + token + "\r\n";
  }

  private static String get(Connection connection, String path, String headers) throws IOException {
    return expect(200, connection.send("GET", path, headers, ""), path);
  }

  private String post(
      Connection connection, int status, String path, String moreHeaders, String body)
      throws IOException {
    return expect(status, connection.send("POST", base + path, headers + moreHeaders, body), path);
  }

  private static String expect(int status, Connection.Reply reply, String path) {
    if (reply.status() == status) return reply.body();
    throw new Stop(path + " was answered " + reply.status() + ": " + reply.body());
  }
}
