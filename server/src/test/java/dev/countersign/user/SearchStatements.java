package dev.countersign.user;

import static dev.countersign.user.UserSearch.Direction.desc;
import static dev.countersign.user.UserSearch.Order.createdAt;

import dev.countersign.user.UserSearch.Column;
import dev.countersign.user.UserSearch.Direction;
import dev.countersign.user.UserSearch.Order;
import java.util.Map;
import java.util.TreeMap;

/// The statements that a search is put together from: each column once, each order once.
public final class SearchStatements {
  private SearchStatements() {}

  public static Map<String, String> all() {
    var all = new TreeMap<String, String>();
    for (Column column : Column.values()) {
      var search = new UserSearch(column, "a", createdAt, desc, 0, 1);
      all.put("total of " + column, UserRepository.total(search));
      all.put("page of " + column, UserRepository.page(search));
    }
    for (Order order : Order.values())
      for (Direction direction : Direction.values()) {
        var search = new UserSearch(Column.all, "", order, direction, 0, 1);
        all.put("page by " + order + " " + direction, UserRepository.page(search));
      }
    return all;
  }
}
