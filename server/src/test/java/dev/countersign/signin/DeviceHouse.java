package dev.countersign.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.base.Json;
import dev.countersign.limit.LimitSettings;
import dev.countersign.support.Reply;
import dev.countersign.support.Stores;
import dev.countersign.support.TestServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A server whose sandbox asks for the approval of new devices, for the tests of that.
final class DeviceHouse implements AutoCloseable {
  static final String ADA = "ada@example.org";
  static final String APP = "https://app.example.org";
  static final String OWING = "device:register";
  static final String COMPLETE = "user:basic";
  static final Map<String, Object> NAME = Map.of("firstName", "Ada");

  final TestServer server;
  final UUID sandbox;

  DeviceHouse(Stores store) {
    this(store, LimitSettings.lifted(Map.of()));
  }

  DeviceHouse(Stores store, LimitSettings limits) {
    server = new TestServer(store, limits);
    sandbox = server.sandbox();
    asks(true);
    allow(sandbox, APP);
  }

  void asks(boolean required) {
    set(sandbox, Map.of("deviceRegistrationRequired", required));
  }

  void set(UUID environment, Map<String, Object> security) {
    Reply reply = server.admin("PUT", "/environments/" + environment, Map.of("security", security));
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
  }

  void allow(UUID environment, String origin) {
    server.admin("POST", "/environments/" + environment + "/origins", Map.of("origin", origin));
  }

  /// Signed by this device for this request alone.
  Map<String, String> signed(UUID environment, @Nullable DeviceKeys device) {
    var headers = new HashMap<>(Map.of("Origin", APP));
    if (device == null) return headers;
    String nonce = server.client(environment, "GET", "/nonce", null).text("nonce");
    try {
      headers.putAll(device.headers(nonce));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    return headers;
  }

  Reply signIn(@Nullable DeviceKeys device, String address) {
    return signIn(sandbox, address, signed(sandbox, device));
  }

  Reply signIn(UUID environment, String address, Map<String, String> headers) {
    String verification = server.create(environment, address);
    var body =
        Map.of(
            "verificationUUID",
            verification,
            "verificationToken",
            server.code(environment, address));
    Reply reply = server.client(environment, "POST", "/emailVerifications/signin", body, headers);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    return reply;
  }

  /// Ada, who has an account that was made on this device.
  String known(DeviceKeys device) {
    return signIn(device, ADA).text("minifiedJwt");
  }

  /// The links that were mailed to her, newest first.
  List<String> links() {
    return mails().stream().map(mail -> mail.path("link").asString()).toList();
  }

  List<JsonNode> mails() {
    String to = URLEncoder.encode(ADA, StandardCharsets.UTF_8);
    String path = "/inbox/" + sandbox + "/messages?to=" + to;
    return server
        .send("GET", path, null, Map.of())
        .body()
        .path("messages")
        .valueStream()
        .filter(message -> message.path("link").isString())
        .toList();
  }

  /// The token of the newest link.
  String linked() {
    return links().getFirst().replaceFirst(".*[?]deviceRegistrationToken=", "");
  }

  Reply approve(String token, @Nullable DeviceKeys device, @Nullable String bearer) {
    return approve(sandbox, token, signed(sandbox, device), bearer);
  }

  Reply approve(
      UUID environment, String token, Map<String, String> headers, @Nullable String bearer) {
    var all = new HashMap<>(headers);
    all.put("x-dynamic-device-registration-token", token);
    if (bearer != null) all.put("Authorization", "Bearer " + bearer);
    return server.client(environment, "POST", "/deviceRegistration", null, all);
  }

  /// By this device.
  Reply refresh(String token, @Nullable DeviceKeys device) {
    var headers = new HashMap<>(signed(sandbox, device));
    headers.put("Authorization", "Bearer " + token);
    return server.client(sandbox, "POST", "/refresh", null, headers);
  }

  int change(String token) {
    return server.as(token, sandbox, "PUT", "/users", NAME).status();
  }

  static JsonNode claims(String token) {
    return Json.parse(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
  }

  static void assertRefused(Reply reply, int status, String code) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
    assertThat(reply.code()).isEqualTo(code);
  }

  @Override
  public void close() {
    server.close();
  }
}
