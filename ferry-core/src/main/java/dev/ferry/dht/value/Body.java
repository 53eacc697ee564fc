package dev.ferry.dht.value;

import dev.ferry.dht.pack.Bytes;

/**
 * What is said in a value.
 *
 * @param type a number from 0 to 65535, see {@link ValueType}
 * @param userType what the data is to the application, for instance a media type; may be empty
 */
public record Body(int type, Bytes data, String userType) {
  private static final int SHOWN = 1024;

  public Body {
    if (type < 0 || type > 0xffff) {
      throw new IllegalArgumentException("no value has the type " + type);
    }
  }

  /** User data without a user type. */
  public static Body of(Bytes data) {
    return new Body(ValueType.USER_DATA.id(), data, "");
  }

  int size() {
    return data.size() + Bytes.ofText(userType).size();
  }

  @Override
  public String toString() {
    String kind = userType.isEmpty() ? "data" : "data(" + userType + ")";
    String shown = data.size() < SHOWN ? data.hex() : data.size() + " bytes";
    return (type == 0 ? "" : "type " + type + " ") + kind + ":" + shown;
  }
}
