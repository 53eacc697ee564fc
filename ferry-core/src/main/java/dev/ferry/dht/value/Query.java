package dev.ferry.dht.value;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What somebody wants of the values at a key.
 *
 * @param select the fields alone that are wanted; none for whole values
 * @param where what all must be true of a value; nothing for all values
 */
public record Query(List<Field> select, List<FieldValue> where) {
  /** Whole values, all of them. */
  public static final Query ALL = new Query(List.of(), List.of());

  public Query {
    select = List.copyOf(select);
    where = List.copyOf(where);
  }

  /** These fields of all values. */
  public static Query select(Field... fields) {
    return new Query(List.of(fields), List.of());
  }

  /** Whole values of which this is true. */
  public static Query where(FieldValue... conditions) {
    return new Query(List.of(), List.of(conditions));
  }

  /** Reads {@code SELECT id,seq WHERE value_type=3,user_type="text/plain"}, either part alone. */
  public static Optional<Query> parse(String text) {
    return QueryText.parse(text);
  }

  /** Whether whole values are wanted. */
  public boolean isForValues() {
    return select.isEmpty();
  }

  public boolean admits(Value value) {
    for (FieldValue condition : where) {
      if (!condition.isIn(value)) {
        return false;
      }
    }
    return true;
  }

  /** The fields in the order in which they are answered, each once. */
  public SortedSet<Field> fields() {
    return new TreeSet<>(select);
  }

  /** Whether an answer to {@code other} has in it all that this asks for. */
  public boolean isAnsweredBy(Query other) {
    boolean wide = where.containsAll(other.where);
    return wide
        && (isForValues()
            ? other.isForValues()
            : other.isForValues() || other.select.containsAll(select));
  }

  @Override
  public String toString() {
    return QueryText.of(this);
  }
}
