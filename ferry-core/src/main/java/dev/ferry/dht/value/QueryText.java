package dev.ferry.dht.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Queries as people write them. */
final class QueryText {
  private static final String SELECT = "SELECT ";
  private static final String WHERE = "WHERE ";
  private static final String EVERYTHING = "*";

  private QueryText() {}

  static String of(Query query) {
    List<String> fields = query.select().stream().map(Field::keyword).toList();
    String select = SELECT + (fields.isEmpty() ? EVERYTHING : String.join(",", fields));
    List<String> conditions = query.where().stream().map(QueryText::condition).toList();
    return conditions.isEmpty() ? select : select + " " + WHERE + String.join(",", conditions);
  }

  private static String condition(FieldValue condition) {
    String value =
        switch (condition) {
          case FieldValue.Id(long id) -> Long.toUnsignedString(id);
          case FieldValue.Type(int type) -> Integer.toString(type);
          case FieldValue.OwnedBy(InfoHash owner) -> owner.toString();
          case FieldValue.Sequence(int sequence) -> Integer.toString(sequence);
          case FieldValue.UserType(String userType) -> '"' + userType + '"';
        };
    return condition.field().keyword() + "=" + value;
  }

  static Optional<Query> parse(String text) {
    String rest = text.strip();
    List<Field> select = List.of();
    if (startsWith(rest, SELECT)) {
      int end = indexOfWhere(rest);
      Optional<List<Field>> fields = fields(rest.substring(SELECT.length(), end).strip());
      if (fields.isEmpty()) {
        return Optional.empty();
      }
      select = fields.get();
      rest = rest.substring(end);
    }
    if (rest.isEmpty()) {
      return Optional.of(new Query(select, List.of()));
    }
    if (!startsWith(rest, WHERE)) {
      return Optional.empty();
    }
    List<Field> selected = select;
    return conditions(rest.substring(WHERE.length())).map(where -> new Query(selected, where));
  }

  private static boolean startsWith(String text, String keyword) {
    return text.regionMatches(true, 0, keyword, 0, keyword.length());
  }

  /** Where the second part begins, or the end. */
  private static int indexOfWhere(String text) {
    int at = text.toUpperCase(Locale.ROOT).indexOf(" " + WHERE);
    return at < 0 ? text.length() : at + 1;
  }

  private static Optional<List<Field>> fields(String list) {
    if (list.equals(EVERYTHING)) {
      return Optional.of(List.of());
    }
    List<Field> fields = new ArrayList<>();
    for (String keyword : list.split(",", -1)) {
      Optional<Field> field = Field.named(keyword.strip());
      if (field.isEmpty()) {
        return Optional.empty();
      }
      fields.add(field.get());
    }
    return Optional.of(fields);
  }

  private static Optional<List<FieldValue>> conditions(String list) {
    List<FieldValue> conditions = new ArrayList<>();
    for (String one : list.split(",", -1)) {
      int equals = one.indexOf('=');
      Optional<FieldValue> condition =
          equals < 0
              ? Optional.empty()
              : Field.named(one.substring(0, equals).strip())
                  .flatMap(field -> condition(field, one.substring(equals + 1).strip()));
      if (condition.isEmpty()) {
        return Optional.empty();
      }
      conditions.add(condition.get());
    }
    return Optional.of(conditions);
  }

  private static Optional<FieldValue> condition(Field field, String value) {
    try {
      return switch (field) {
        case ID -> Optional.of(new FieldValue.Id(Long.parseUnsignedLong(value)));
        case TYPE -> number(value).map(FieldValue.Type::new);
        case OWNER -> InfoHash.parse(value).map(FieldValue.OwnedBy::new);
        case SEQUENCE -> number(value).map(FieldValue.Sequence::new);
        case USER_TYPE -> Optional.of(new FieldValue.UserType(unquoted(value)));
      };
    } catch (NumberFormatException noNumber) {
      return Optional.empty();
    }
  }

  private static Optional<Integer> number(String digits) {
    return Optional.of(Integer.parseInt(digits)).filter(n -> n >= 0 && n <= 0xffff);
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
