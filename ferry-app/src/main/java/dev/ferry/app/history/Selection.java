package dev.ferry.app.history;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A search as SQL. */
record Selection(String sql, List<Object> values) {
  static Selection of(Search search) {
    List<String> conditions = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    search
        .text()
        .ifPresent(text -> {
          conditions.add(
              "(file LIKE ? ESCAPE '\\' OR peer LIKE ? ESCAPE '\\' OR path LIKE ? ESCAPE '\\'"
                  + " OR sha256 LIKE ? ESCAPE '\\')");
          String quoted = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
          String anywhere = "%" + quoted + "%";
          values.addAll(List.of(anywhere, anywhere, anywhere, quoted + "%"));
        });
    search
        .direction()
        .ifPresent(direction -> {
          conditions.add("direction = ?");
          values.add(direction.name().toLowerCase(Locale.ROOT));
        });
    search
        .since()
        .ifPresent(since -> {
          conditions.add("began >= ?");
          values.add(since.toEpochMilli());
        });
    search
        .before()
        .ifPresent(number -> {
          conditions.add("number < ?");
          values.add(number);
        });
    if (search.failed()) {
      conditions.add("reason <> 'completed'");
    }
    values.add(search.most());
    String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    return new Selection(
        "SELECT * FROM transfer" + where + " ORDER BY number DESC LIMIT ?", values);
  }

  void fill(PreparedStatement statement) throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      statement.setObject(i + 1, values.get(i));
    }
  }
}
