package dev.countersign.http;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One segment in the tree of all registered paths, with what is registered there.
final class Node {
  private final Map<String, Node> named = new HashMap<>();
  private final Map<String, Endpoint> endpoints = new TreeMap<>();
  private @Nullable Node parameter;
  private String allow = "";

  /// A handler and the template it was registered under.
  record Endpoint(Template template, Handler handler) {}

  /// The node of a path; a named segment goes before a parameter. Null when nothing is registered.
  @Nullable Node find(String[] path, int depth) {
    if (depth == path.length) return endpoints.isEmpty() ? null : this;
    Node next = named.get(path[depth]);
    Node found = next == null ? null : next.find(path, depth + 1);
    if (found != null || parameter == null || path[depth].isEmpty()) return found;
    return parameter.find(path, depth + 1);
  }

  void add(String method, Template template, Handler handler) {
    Node node = this;
    for (String segment : template.segments()) node = node.child(segment);
    if (node.endpoints.putIfAbsent(method, new Endpoint(template, handler)) != null)
      throw new IllegalStateException(method + " " + template.text() + " is registered twice");
    var methods = new TreeSet<>(node.endpoints.keySet());
    if (methods.contains("GET")) methods.add("HEAD");
    methods.add("OPTIONS");
    node.allow = String.join(", ", methods);
  }

  /// HEAD works like GET; the server library keeps the body back.
  @Nullable Endpoint endpoint(String method) {
    Endpoint endpoint = endpoints.get(method);
    return endpoint == null && method.equals("HEAD") ? endpoints.get("GET") : endpoint;
  }

  String allow() {
    return allow;
  }

  private Node child(String segment) {
    if (!Template.isParameter(segment)) return named.computeIfAbsent(segment, key -> new Node());
    if (parameter == null) parameter = new Node();
    return parameter;
  }
}
