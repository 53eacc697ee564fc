package dev.ferry.security;

import dev.ferry.Assurance;
import dev.ferry.Route;
import dev.ferry.port.ByteStream;
import dev.ferry.stanza.Xml;
import java.util.Optional;

/** No protection between the devices. */
public final class PlainSecurity implements Security {
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
