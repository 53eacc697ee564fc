package dev.ferry.dht.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.port.Randomness;
import java.security.KeyPair;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SealingTest {
  private static final KeyPair PAIR = Keys.pair("RSA");
  private static final int BLOCK = 128;

  /** What fits takes one block; else a key takes it, and 12 + 16 bytes stand around the rest. */
  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0", "117, 0", "118, 146", "65536, 65564"})
  void takesOneBlockWhereThatIsEnough(int size, int more) {
    byte[] plain = new byte[size];
    new Random(size).nextBytes(plain);
    Randomness chance = new Random(1)::nextBytes;

    Bytes sealed = Sealing.seal(Bytes.of(plain), (RSAPublicKey) PAIR.getPublic(), chance);

    assertThat(sealed.size()).isEqualTo(BLOCK + more);
    assertThat(Sealing.open(sealed, (RSAPrivateKey) PAIR.getPrivate())).contains(Bytes.of(plain));
  }
}
