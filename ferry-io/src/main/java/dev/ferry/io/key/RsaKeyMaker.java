package dev.ferry.io.key;

import dev.ferry.identity.KeyMaker;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;

/** Makes keys with what this Java has. */
public record RsaKeyMaker(int bits) implements KeyMaker {
  /** Keys as Jami has them. */
  public RsaKeyMaker() {
    this(BITS);
  }

  @Override
  public KeyPair make() throws IOException {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException unable) {
      throw new IOException("this Java makes no keys of RSA: " + unable.getMessage(), unable);
    }
  }
}
