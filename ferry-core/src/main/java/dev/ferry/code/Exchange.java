package dev.ferry.code;

import dev.ferry.code.Spake2.Setting;
import dev.ferry.code.Spake2.Side;
import dev.ferry.port.Randomness;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * How codes use the key exchange: Argon2id makes a number of the words (RFC 9106), and the number
 * of the code is agreed on as well.
 */
final class Exchange {
  /** What is sealed for the other side, by who sealed it. */
  static final String OF_GIVER = "ferry giver";

  static final String OF_TAKER = "ferry taker";

  private static final String AGREED = "ferry code 1 ";
  private static final int STRETCHED = 40;

  private Exchange() {}

  static Spake2 begin(Side side, Code code, Hardness hardness, Randomness random) {
    Setting setting = new Setting(ascii(OF_GIVER), ascii(OF_TAKER), agreed(code));
    return Spake2.begin(side, setting, stretched(code, hardness), random);
  }

  private static byte[] stretched(Code code, Hardness hardness) {
    Argon2Parameters parameters =
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withIterations(hardness.passes())
            .withMemoryAsKB(hardness.kibibytes())
            .withParallelism(1)
            .withSalt(agreed(code))
            .build();
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(parameters);
    byte[] stretched = new byte[STRETCHED];
    generator.generateBytes(ascii(code.secret()), stretched);
    return stretched;
  }

  private static byte[] agreed(Code code) {
    return ascii(AGREED + code.number());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
