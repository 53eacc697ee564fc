package dev.ferry.security;

import dev.ferry.Assurance;
import dev.ferry.Route;
import dev.ferry.port.ByteStream;
import dev.ferry.stanza.Xml;
import java.util.Optional;

/** No protection between the devices. */
public final class PlainSecurity implements Security {
  private final Optional<String> suspicion;

  public PlainSecurity() {
    this.suspicion = Optional.empty();
  }

  private PlainSecurity(String suspicion) {
    this.suspicion = Optional.of(suspicion);
  }

  /** For a peer that could have encrypted: what it means when its bytes are more than it said. */
  public static PlainSecurity suspecting(String suspicion) {
    return new PlainSecurity(suspicion);
  }

  @Override
  public Optional<String> suspicion() {
    return suspicion;
  }

  @Override
  public Optional<Xml> element() {
    return Optional.empty();
  }

  @Override
  public Role relayed() {
    return Role.CLIENT;
  }

  @Override
  public boolean covers(Route route) {
    return true;
  }

  @Override
  public boolean beneath() {
    return false;
  }

  @Override
  public boolean bothWays() {
    return true;
  }

  /** A peer that protects what was offered plain could not be understood. */
  @Override
  public void agree(Optional<Xml> theirs, long deadline) throws NotSecured {
    if (theirs.isPresent()) {
      throw new NotSecured("the peer answers with an encryption that it was not offered");
    }
  }

  @Override
  public ByteStream wrap(ByteStream raw, Role role) {
    return raw;
  }

  @Override
  public Assurance settle(ByteStream stream) {
    return Assurance.NONE;
  }

  @Override
  public Optional<String> violation() {
    return Optional.empty();
  }
}
