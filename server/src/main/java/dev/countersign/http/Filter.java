package dev.countersign.http;

/// Runs around everything below a path prefix: handlers, unknown paths, `OPTIONS`.
/// `next` never throws: a refusal or a bug behind it comes back as the response it is answered with.
@FunctionalInterface
public interface Filter {
  Response around(Request request, Handler next);
}
