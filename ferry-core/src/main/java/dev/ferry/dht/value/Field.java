package dev.ferry.dht.value;

import java.util.Optional;

/** What a query may ask of a value or about it; in the order of their numbers. */
public enum Field {
  ID("id"),
  TYPE("value_type"),
  OWNER("owner_pk"),
  SEQUENCE("seq"),
  USER_TYPE("user_type");

  private final String keyword;

  Field(String keyword) {
    this.keyword = keyword;
  }

  /** As messages name it. */
  int number() {
    return ordinal() + 1;
  }

  /** As queries in text name it. */
  String keyword() {
    return keyword;
  }

  static Optional<Field> of(long number) {
    return number >= 1 && number <= values().length
        ? Optional.of(values()[(int) number - 1])
        : Optional.empty();
  }

  static Optional<Field> named(String keyword) {
    for (Field field : values()) {
      if (field.keyword.equals(keyword)) {
        return Optional.of(field);
      }
    }
    return Optional.empty();
  }
}
