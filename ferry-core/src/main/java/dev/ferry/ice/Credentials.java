package dev.ferry.ice;

import dev.ferry.port.Randomness;
import java.util.regex.Pattern;

/**
 * What one side signs its checks with (RFC 8445 5.3). Its text shows no password.
 *
 * @param fragment the user name fragment: 4 to 256 characters
 * @param password 22 to 256 characters
 */
public record Credentials(String fragment, String password) {
  private static final Pattern FRAGMENT = Pattern.compile("[A-Za-z0-9+/]{4,256}");
  private static final Pattern PASSWORD = Pattern.compile("[A-Za-z0-9+/]{22,256}");

  public static Credentials fresh(Randomness random) {
    return new Credentials(random.token(4), random.token(16));
  }

  /** Whether both are what RFC 8839 5.4 allows. */
  public static boolean areSound(String fragment, String password) {
    return FRAGMENT.matcher(fragment).matches() && PASSWORD.matcher(password).matches();
  }

  @Override
  public String toString() {
    return "credentials of " + fragment;
  }
}
