package dev.countersign.http;

/// Answers one request. What it cannot answer it refuses by throwing a `Refusal`.
@FunctionalInterface
public interface Handler {
  Response handle(Request request);
}
