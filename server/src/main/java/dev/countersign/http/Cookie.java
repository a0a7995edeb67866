package dev.countersign.http;

import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.http.CookieCompliance;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpCookie.SameSite;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.server.HttpCookieUtils;

/// A cookie as this server sets it (RFC 6265 §4.1): for every path, and out of reach of scripts
/// (`HttpOnly`), of plain HTTP (`Secure`) and of requests that other sites start (`SameSite=Lax`).
///
/// @param domain whose sub-domains are sent it too; empty for the answering host alone
/// @param life whole seconds until the browser forgets it; with zero it does so at once
public record Cookie(String name, String value, Optional<String> domain, Duration life) {
  public static Cookie forgotten(String name, Optional<String> domain) {
    return new Cookie(name, "", domain, Duration.ZERO);
  }

  HttpField field() {
    HttpCookie.Builder cookie =
        HttpCookie.build(name, value)
            .path("/")
            .secure(true)
            .httpOnly(true)
            .sameSite(SameSite.LAX)
            .maxAge(life.toSeconds());
    domain.ifPresent(cookie::domain);
    return new HttpCookieUtils.SetCookieHttpField(cookie.build(), CookieCompliance.RFC6265);
  }

  @Override
  public String toString() {
    return "Cookie " + name;
  }
}
