package dev.ferry.dht.value;

import dev.ferry.dht.pack.Bytes;
import java.util.Optional;

/**
 * What a value holds, and how it is protected. Equal contents are the same value published twice.
 */
public sealed interface Content {
  /** What can be read of it, by anybody. */
  Optional<Body> body();

  /** In bytes, as it counts against limits. */
  int size();

  /** For all to read, of nobody in particular. */
  record Clear(Body content) implements Content {
    @Override
    public Optional<Body> body() {
      return Optional.of(content);
    }

    @Override
    public int size() {
      return content.size();
    }

    @Override
    public String toString() {
      return content.toString();
    }
  }

  /**
   * For all to read, of {@code owner}; whether the signature is true is for {@link
   * Signatures#verify} to say.
   *
   * @param sequence grows with each edition, 0 to 65535
   * @param recipient for whom it was encrypted before it was opened
   */
  record Signed(
      Body content,
      int sequence,
      PublicKeyInfo owner,
      Optional<InfoHash> recipient,
      Bytes signature)
      implements Content {
    @Override
    public Optional<Body> body() {
      return Optional.of(content);
    }

    @Override
    public int size() {
      return content.size() + signature.size();
    }

    @Override
    public String toString() {
      return "signed (v"
          + sequence
          + ") by "
          + owner.id()
          + (recipient.isPresent() ? " decrypted " : " ")
          + content;
    }
  }

  /** For one recipient only, who is not named; see {@link Sealing}. */
  record Encrypted(Bytes cipher) implements Content {
    @Override
    public Optional<Body> body() {
      return Optional.empty();
    }

    @Override
    public int size() {
      return cipher.size();
    }

    @Override
    public String toString() {
      return "encrypted (" + cipher.size() + " bytes)";
    }
  }

  /** Of a form that is not known here; kept as it was packed, so that it can be handed on. */
  record Unknown(Bytes packed) implements Content {
    @Override
    public Optional<Body> body() {
      return Optional.empty();
    }

    @Override
    public int size() {
      return packed.size();
    }

    @Override
    public String toString() {
      return "of an unknown form (" + packed.size() + " bytes)";
    }
  }
}
