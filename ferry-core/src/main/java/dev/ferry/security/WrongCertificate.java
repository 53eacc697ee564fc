package dev.ferry.security;

import java.io.IOException;

/** Whoever is at the other end of a connection is not the one whose certificate was announced. */
final class WrongCertificate extends IOException {
  private static final long serialVersionUID = 1;

  WrongCertificate(String message) {
    super(message);
  }
}
