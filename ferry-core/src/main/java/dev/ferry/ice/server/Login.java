package dev.ferry.ice.server;

/** A name and a password for a server. Its text shows no password. */
public record Login(String username, String password) {
  @Override
  public String toString() {
    return "login of " + username;
  }
}
