package dev.countersign.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a handler can read of a request.
class RequestTest {
  private final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();
  private Function<Request, Object> look = Request::route;

  @AutoClose
  private final HttpServer server =
      HttpServer.start(
          HttpSettings.of("127.0.0.1", 0), List.of(router -> router.get("/see/{it}", this::see)));

  private Response see(Request request) {
    seen.add(look.apply(request));
    return Response.empty(200);
  }

  @Test
  void readsTheQuery() throws Exception {
    String query = "?filter[filterColumn]=a+b%26&x=1&x=2&&y&z=";

    assertThat(saw(request -> request.query("filter[filterColumn]").orElseThrow(), query))
        .isEqualTo("a b&");
    assertThat(saw(request -> request.queryAll("x"), query)).isEqualTo(List.of("1", "2"));
    assertThat(saw(request -> new ArrayList<>(request.queries().entrySet()), query))
        .isEqualTo(
            List.of(
                Map.entry("filter[filterColumn]", "a b&"),
                Map.entry("x", "1"),
                Map.entry("y", ""),
                Map.entry("z", "")));
    assertThat(saw(request -> request.query("none").isEmpty(), query)).isEqualTo(true);
    assertThat(saw(Request::queries, "")).isEqualTo(Map.of());
    assertThat(saw(Request::route, query)).isEqualTo("/see/it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"?a=%zz", "?a=%", "?a=%00", "?%00=a", "?a=%ff", "?a=%c0%af"})
  void refusesAQueryThatIsNotPercentEncodedUtf8(String query) throws Exception {
    look = Request::queries;

    assertThat(Peer.ask(server, "GET /see/it" + query).status()).isEqualTo(400);
    assertThat(seen).isEmpty();
  }

  @Test
  void readsABearerToken() throws Exception {
    assertThat(bearer("Authorization: Bearer a.b-c_d~+/==")).isEqualTo("a.b-c_d~+/==");
    assertThat(bearer("authorization: bearer a")).isEqualTo("a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization:", "Authorization: Bearer", "Authorization: Bearer a b",
        "Authorization: Basic YTpi", "Authorization: Bearer ==", "Authorization: Bearer a,b",
        "Authorization: Bearer \u00e9", "Authorization: Bearer a\r\nAuthorization: Bearer b"
      })
  void takesAMalformedAuthorizationForNone(String header) throws Exception {
    assertThat(bearer(header)).isEqualTo("none");
  }

  @Test
  void readsCookies() throws Exception {
    Function<Request, Object> cookies =
        request -> request.cookie("b").orElse("none") + request.cookie("c").orElse("none");

    assertThat(saw(cookies, "", "Cookie: a=1; b=2")).isEqualTo("2none");
    assertThat(saw(cookies, "", "Cookie: ; =;;b")).isEqualTo("nonenone");
    assertThat(saw(cookies, "")).isEqualTo("nonenone");
  }

  @Test
  void readsHeadersWhateverTheirCase() throws Exception {
    assertThat(saw(request -> request.header("X-One").orElse(""), "", "x-oNE: é")).isNotEqualTo("");
    assertThat(saw(request -> request.header("X-Two").isEmpty(), "")).isEqualTo(true);
    assertThat(saw(request -> request.origin().orElse(""), "", "Origin: null")).isEqualTo("null");
    assertThat(saw(request -> request.origin().isEmpty(), "")).isEqualTo(true);
    assertThat(saw(request -> request.userAgent().orElse(""), "", "User-Agent: " + "a".repeat(900)))
        .isEqualTo("a".repeat(512));
    assertThat(saw(Request::walletKit, "", "x-dyn-version: WalletKit/4.96.3")).isEqualTo(true);
    assertThat(saw(Request::walletKit, "", "x-dyn-version: ClientSDK/1.27.1")).isEqualTo(false);
    assertThat(saw(Request::remoteAddress, "")).isEqualTo("127.0.0.1");
  }

  @Test
  void believesAForwardingHeaderOnlyOfATrustedProxy() throws Exception {
    Function<Request, Object> all =
        request -> request.remoteAddress() + " " + request.host() + " " + request.secure();
    String[] headers = {
      "X-Forwarded-For: 192.0.2.1", "X-Forwarded-Host: app.example", "X-Forwarded-Proto: https"
    };
    assertThat(saw(all, "", headers)).isEqualTo("127.0.0.1 here false");

    var plain = HttpSettings.of("127.0.0.1", 0);
    var behind =
        new HttpSettings(
            plain.host(),
            plain.port(),
            plain.maxBodyBytes(),
            plain.strictTransport(),
            plain.requestLog(),
            plain.idle(),
            plain.arrival(),
            Proxies.parse("127.0.0.1"));
    try (var trusting = HttpServer.start(behind, List.of(router -> router.get("/", this::see)))) {
      assertThat(Peer.ask(trusting, "GET /", headers).status()).isEqualTo(200);
      assertThat(seen.take()).isEqualTo("192.0.2.1 app.example true");
    }
  }

  @Test
  void keepsAHarmlessRequestId() throws Exception {
    String id = "Az09_-".repeat(10) + "abcd";

    Peer.Answer answer = Peer.ask(server, "GET /see/it", "x-dyn-request-id: " + id);

    assertThat(answer.header("x-dyn-request-id")).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<script>", "a b", "a;b", "", "é", "\"", "${jndi:x}", "a,b", "%0d%0aX"})
  void replacesARequestIdThatMayDoHarm(String id) throws Exception {
    assertThat(idOf("x-dyn-request-id: " + id)).matches("[0-9a-f-]{36}");
    assertThat(idOf("x-dyn-request-id: " + "a".repeat(65))).matches("[0-9a-f-]{36}");
  }

  private String idOf(String header) throws IOException {
    return Peer.ask(server, "GET /nowhere", header).header("x-dyn-request-id");
  }

  private Object bearer(String header) throws Exception {
    return saw(request -> request.bearer().orElse("none"), "", header);
  }

  private Object saw(Function<Request, Object> what, String query, String... headers)
      throws Exception {
    look = what;
    assertThat(Peer.ask(server, "GET /see/it" + query, headers).status()).isEqualTo(200);
    return seen.take();
  }
}
