package dev.ferry.dht.value;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.pack.Malformed;
import dev.ferry.dht.pack.PackReader;
import dev.ferry.dht.pack.PackWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Queries, and answers to those that asked for fields, as OpenDHT packs them. */
public final class QueryCodec {
  private QueryCodec() {}

  /**
   * Whether a query can be sent as it is. OpenDHT 2.4 takes no condition on sequence numbers and
   * throws a message with one away, so such a query is to be put to the values that came.
   */
  public static boolean isSendable(Query query) {
    return query.where().stream().noneMatch(FieldValue.Sequence.class::isInstance);
  }

  public static void write(Query query, PackWriter out) {
    out.map(2).text("s").array(query.select().size());
    for (Field field : query.select()) {
      out.unsigned(field.number());
    }
    out.text("w").array(query.where().size());
    for (FieldValue condition : query.where()) {
      out.map(2).text("f").unsigned(condition.field().number()).text("v");
      if (condition instanceof FieldValue.UserType(String userType)) {
        out.bytes(Bytes.ofText(userType));
      } else {
        condition.write(out);
      }
    }
  }

  public static Query read(PackReader in) throws Malformed {
    List<Field> select = List.of();
    List<FieldValue> where = new ArrayList<>();
    for (int left = in.map(); left > 0; left--) {
      switch (in.key()) {
        case "s" -> select = readSelection(in);
        case "w" -> {
          for (int conditions = in.array(); conditions > 0; conditions--) {
            where.add(readCondition(in));
          }
        }
        default -> in.skip();
      }
    }
    return new Query(select, where);
  }

  private static List<Field> readSelection(PackReader in) throws Malformed {
    List<Field> fields = new ArrayList<>();
    for (int left = in.array(); left > 0; left--) {
      Field field = readField(in);
      if (!fields.contains(field)) {
        fields.add(field);
      }
    }
    return fields;
  }

  private static Field readField(PackReader in) throws Malformed {
    return Field.of(in.unsigned(255))
        .orElseThrow(() -> new Malformed("a field that is not known here"));
  }

  private static FieldValue readCondition(PackReader in) throws Malformed {
    Optional<Field> field = Optional.empty();
    Optional<PackReader> value = Optional.empty();
    for (int left = in.map(); left > 0; left--) {
      switch (in.key()) {
        case "f" -> field = Optional.of(readField(in));
        case "v" -> value = Optional.of(in.next());
        default -> in.skip();
      }
    }
    if (field.isEmpty() || value.isEmpty()) {
      throw new Malformed("a condition without a field or a value");
    }
    return FieldValue.read(field.get(), value.get());
  }

  /** Writes the fields that the query selects, of each value: {@code {"f": fields, "v": flat}}. */
  public static void writeAnswer(Query query, List<Value> values, PackWriter out) {
    var fields = query.fields();
    out.map(2).text("f").array(fields.size());
    for (Field field : fields) {
      out.unsigned(field.number());
    }
    out.text("v").array(fields.size() * values.size());
    for (Value value : values) {
      for (Field field : fields) {
        FieldValue.of(field, value).write(out);
      }
    }
  }

  /** Reads the fields of values, for each value those that were selected. */
  public static List<List<FieldValue>> readAnswer(PackReader in, int mostValues) throws Malformed {
    List<Field> fields = List.of();
    Optional<PackReader> flat = Optional.empty();
    for (int left = in.map(); left > 0; left--) {
      switch (in.key()) {
        case "f" -> fields = readSelection(in);
        case "v" -> flat = Optional.of(in.next());
        default -> in.skip();
      }
    }
    if (fields.isEmpty() || flat.isEmpty()) {
      throw new Malformed("an answer without fields or without values");
    }
    return readValues(fields, flat.get(), mostValues);
  }

  private static List<List<FieldValue>> readValues(List<Field> fields, PackReader in, int most)
      throws Malformed {
    int values = in.array() / fields.size();
    List<List<FieldValue>> all = new ArrayList<>();
    for (int value = 0; value < Math.min(values, most); value++) {
      List<FieldValue> one = new ArrayList<>();
      for (Field field : fields) {
        one.add(FieldValue.read(field, in));
      }
      all.add(List.copyOf(one));
    }
    return all;
  }
}
