package dev.ferry.identity;

/** Why certificates do not prove which device and account somebody is. */
public enum Flaw {
  UNREADABLE("there are no certificates in it"),
  TOO_LONG("there are more certificates in it than an account has"),
  INCOMPLETE("the certificate of the account is missing"),
  NOT_RSA("a key in it is none of RSA, or not of 2048 to 8192 bits"),
  SELF_SIGNED("the device vouches for itself"),
  NO_ISSUER("a certificate in it was issued by one that may issue none"),
  BROKEN("a certificate in it was not issued by the one behind it"),
  UNROOTED("the last certificate in it is not its own issuer"),
  MISNAMED("a certificate in it bears the name of another key"),
  NOT_YET("a certificate in it is not valid yet; one of the clocks may be wrong"),
  EXPIRED("a certificate in it has expired"),
  REVOKED("the account has revoked this device"),
  OTHER_DEVICE("it is of another device than the one that was asked for"),
  OTHER_ACCOUNT("it is of another account than the one that was asked for");

  private final String words;

  Flaw(String words) {
    this.words = words;
  }

  /** What is wrong, for a sentence. */
  public String words() {
    return words;
  }
}
