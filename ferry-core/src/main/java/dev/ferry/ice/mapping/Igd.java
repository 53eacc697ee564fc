package dev.ferry.ice.mapping;

import dev.ferry.stanza.Xml;
import dev.ferry.stanza.XmlText;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What a router says about itself, and what is said to it (UPnP IGD 1 and 2). Pure. */
final class Igd {
  /** In the order in which they are taken. */
  private static final List<String> SERVICES =
      List.of(
          "urn:schemas-upnp-org:service:WANIPConnection:2",
          "urn:schemas-upnp-org:service:WANIPConnection:1",
          "urn:schemas-upnp-org:service:WANPPPConnection:1");

  private static final String ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/";

  private Igd() {}

  /** The service of a router that maps ports, and where it is asked. */
  record Service(String type, URI control) {}

  /**
   * The service in a description; empty when there is none at the host that gave the description.
   *
   * @param at where the description came from
   */
  static Optional<Service> service(String description, URI at) {
    Optional<Xml> root = XmlText.read(description);
    if (root.isEmpty()) {
      return Optional.empty();
    }
    String base = root.get().childText("URLBase").map(String::strip).orElse("");
    for (String type : SERVICES) {
      Optional<Service> found =
          find(root.get(), type)
              .flatMap(s -> s.childText("controlURL"))
              .flatMap(url -> resolve(at, base, url.strip()))
              .map(control -> new Service(type, control));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<Xml> find(Xml in, String type) {
    if (in.name().equals("service")
        && in.childText("serviceType").map(String::strip).equals(Optional.of(type))) {
      return Optional.of(in);
    }
    for (Xml child : in.children()) {
      Optional<Xml> found = find(child, type);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<URI> resolve(URI at, String base, String url) {
    try {
      URI from = base.isEmpty() ? at : at.resolve(base);
      return Ssdp.at(from.resolve(url).toString(), InetAddress.ofLiteral(at.getHost()));
    } catch (IllegalArgumentException noUri) {
      return Optional.empty();
    }
  }

  static String askForAddress(Service service) {
    return envelope(service, "GetExternalIPAddress", "");
  }

  /**
   * @param seconds 0 for a mapping without an end
   */
  static String askForMapping(
      Service service, InetSocketAddress internal, int external, long seconds) {
    return envelope(
        service,
        "AddPortMapping",
        "<NewRemoteHost></NewRemoteHost>"
            + element("NewExternalPort", external)
            + "<NewProtocol>TCP</NewProtocol>"
            + element("NewInternalPort", internal.getPort())
            + "<NewInternalClient>"
            + internal.getAddress().getHostAddress()
            + "</NewInternalClient><NewEnabled>1</NewEnabled>"
            + "<NewPortMappingDescription>Ferry</NewPortMappingDescription>"
            + element("NewLeaseDuration", seconds));
  }

  static String askToRemove(Service service, int external) {
    return envelope(
        service,
        "DeletePortMapping",
        "<NewRemoteHost></NewRemoteHost>"
            + element("NewExternalPort", external)
            + "<NewProtocol>TCP</NewProtocol>");
  }

  private static String element(String name, long value) {
    return "<" + name + ">" + value + "</" + name + ">";
  }

  private static String envelope(Service service, String action, String arguments) {
    return "<?xml version=\"1.0\"?><s:Envelope xmlns:s=\""
        + ENVELOPE
        + "\" s:encodingStyle=\"http://schemas.xmlsoap.org/soap/encoding/\"><s:Body><u:"
        + action
        + " xmlns:u=\""
        + service.type()
        + "\">"
        + arguments
        + "</u:"
        + action
        + "></s:Body></s:Envelope>";
  }

  /** The outside address in an answer; empty when it is none, or none at all. */
  static Optional<InetAddress> externalAddress(String answer) {
    return inside(answer, "NewExternalIPAddress").flatMap(Igd::literal);
  }

  /** The number of the error in an answer that is a fault. */
  static Optional<Integer> error(String answer) {
    return inside(answer, "errorCode")
        .filter(code -> code.matches("[0-9]{3}"))
        .map(Integer::parseInt);
  }

  private static Optional<String> inside(String answer, String name) {
    return XmlText.read(answer).flatMap(root -> text(root, name));
  }

  private static Optional<String> text(Xml in, String name) {
    if (in.name().equals(name)) {
      return Optional.of(in.text().strip());
    }
    return in.children().stream().flatMap(c -> text(c, name).stream()).findFirst();
  }

  private static Optional<InetAddress> literal(String text) {
    try {
      InetAddress address = InetAddress.ofLiteral(text);
      return address.isAnyLocalAddress() ? Optional.empty() : Optional.of(address);
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  static String meaning(int error) {
    return switch (error) {
      case 501 -> "it failed";
      case 606, 402 -> "it does not allow it";
      case 718 -> "the outside port is taken";
      case 725 -> "it keeps mappings for ever only";
      default -> "error " + error;
    };
  }
}
