package dev.countersign.http;

import dev.countersign.base.Secrets;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// How every answer leaves: its request id, the standard headers, its bytes.
final class Wire {
  private static final String REQUEST_ID = "x-dyn-request-id";
  private static final int MAX_ID = 64;
  private static final Alphabet ID = new Alphabet("-_");
  private static final HttpField NO_STORE =
      new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");
  private static final HttpField CONTENT_POLICY =
      new PreEncodedHttpField(
          "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");

  private final Secrets secrets = new Secrets();
  private final HttpFields standard;

  Wire(HttpSettings settings) {
    HttpFields.Mutable fields =
        HttpFields.build()
            .add(new PreEncodedHttpField("X-Content-Type-Options", "nosniff"))
            .add(new PreEncodedHttpField("Referrer-Policy", "no-referrer"));
    if (settings.strictTransport())
      fields.add(new PreEncodedHttpField("Strict-Transport-Security", "max-age=31536000"));
    standard = fields.asImmutable();
  }

  /// What a stranger sends comes back in a header and in the log, so only harmless ids do.
  String id(org.eclipse.jetty.server.Request in) {
    String sent = in.getHeaders().get(REQUEST_ID);
    return sent != null && isHarmless(sent) ? sent : secrets.randomId().toString();
  }

  void send(
      String id,
      Response response,
      org.eclipse.jetty.server.Request in,
      org.eclipse.jetty.server.Response out,
      Callback callback) {
    HttpFields.Mutable fields = out.getHeaders();
    fields.add(standard).add(REQUEST_ID, id);
    response.headers().forEach(fields::put);
    for (Cookie cookie : response.cookies()) fields.add(cookie.field());
    if (!fields.contains(HttpHeader.CACHE_CONTROL)) fields.add(NO_STORE);
    if (!fields.contains(CONTENT_POLICY.getName())) fields.add(CONTENT_POLICY);
    out.setStatus(response.status());
    out.write(true, content(response.body(), in, fields), callback);
  }

  private static ByteBuffer content(
      byte @Nullable [] body, org.eclipse.jetty.server.Request in, HttpFields.Mutable fields) {
    if (body == null) return ByteBuffer.allocate(0);
    fields.put(HttpHeader.CONTENT_LENGTH, body.length);
    // RFC 9110 §9.3.2: the answer to HEAD tells the length and ends there.
    return in.getMethod().equals("HEAD") ? ByteBuffer.allocate(0) : ByteBuffer.wrap(body);
  }

  private static boolean isHarmless(String id) {
    return !id.isEmpty() && id.length() <= MAX_ID && ID.spells(id);
  }
}
