package dev.countersign.http;

/// The HTTP face of one room.
public interface Routes {
  void register(Router router);
}
