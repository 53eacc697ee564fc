package dev.ferry.dht.value;

import dev.ferry.dht.pack.Malformed;
import dev.ferry.dht.pack.PackReader;
import dev.ferry.dht.pack.PackWriter;
import java.util.Optional;

/** One field of a value, and what is in it. */
public sealed interface FieldValue {
  Field field();

  /** Of 64 bits without a sign. */
  record Id(long id) implements FieldValue {
    @Override
    public Field field() {
      return Field.ID;
    }
  }

  record Type(int type) implements FieldValue {
    @Override
    public Field field() {
      return Field.TYPE;
    }
  }

  /** The id of the owner's key; zero for a value without one. */
  record OwnedBy(InfoHash owner) implements FieldValue {
    @Override
    public Field field() {
      return Field.OWNER;
    }
  }

  /** The sequence number; 0 for a value that has none. */
  record Sequence(int sequence) implements FieldValue {
    @Override
    public Field field() {
      return Field.SEQUENCE;
    }
  }

  record UserType(String userType) implements FieldValue {
    @Override
    public Field field() {
      return Field.USER_TYPE;
    }
  }

  /** What a value has in a field. */
  static FieldValue of(Field field, Value value) {
    return switch (field) {
      case ID -> new Id(value.id());
      case TYPE -> new Type(value.type());
      case OWNER -> new OwnedBy(signed(value).map(s -> s.owner().id()).orElse(InfoHash.ZERO));
      case SEQUENCE -> new Sequence(signed(value).map(Content.Signed::sequence).orElse(0));
      case USER_TYPE -> new UserType(value.content().body().map(Body::userType).orElse(""));
    };
  }

  private static Optional<Content.Signed> signed(Value value) {
    return value.content() instanceof Content.Signed signed
        ? Optional.of(signed)
        : Optional.empty();
  }

  /** Whether a value has this in that field. */
  default boolean isIn(Value value) {
    return equals(of(field(), value));
  }

  /** Writes what is in the field alone. */
  default void write(PackWriter out) {
    switch (this) {
      case Id(long id) -> out.unsigned(id);
      case Type(int type) -> out.unsigned(type);
      case OwnedBy(InfoHash owner) -> owner.writeTo(out);
      case Sequence(int sequence) -> out.unsigned(sequence);
      case UserType(String userType) -> out.text(userType);
    }
  }

  /** Reads what is in a field; OpenDHT itself sends owners as whole keys. */
  static FieldValue read(Field field, PackReader in) throws Malformed {
    return switch (field) {
      case ID -> new Id(in.unsigned());
      case TYPE -> new Type((int) in.unsigned(0xffff));
      case OWNER -> new OwnedBy(readOwner(in));
      case SEQUENCE -> new Sequence((int) in.unsigned(0xffff));
      case USER_TYPE -> new UserType(in.textOrBytes());
    };
  }

  private static InfoHash readOwner(PackReader in) throws Malformed {
    var bytes = in.bytes();
    return bytes.size() == InfoHash.LENGTH
        ? InfoHash.read(bytes.asBuffer())
        : PublicKeyInfo.read(bytes)
            .orElseThrow(() -> new Malformed("an owner that is no key"))
            .id();
  }
}
