package dev.ferry.si;

import dev.ferry.stanza.Xml;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The form in which kinds of stream are offered and one is chosen: feature negotiation (XEP-0020
 * 2), as stream initiation uses it (XEP-0095 3.2).
 */
final class StreamMethodForm {
  /** The namespace of the form's wrapper, and a feature in service discovery. */
  static final String NAMESPACE = "http://jabber.org/protocol/feature-neg";

  private static final String FORM = "jabber:x:data";
  private static final String FIELD = "stream-method";

  private StreamMethodForm() {}

  static Xml offer(List<StreamMethod> methods) {
    Xml field = Xml.of("field", FORM).with("var", FIELD).with("type", "list-single");
    return form(
        "form",
        field.with(
            methods.stream().map(m -> Xml.of("option", FORM).with(value(m.namespace()))).toList()));
  }

  static Xml choice(StreamMethod method) {
    return form("submit", Xml.of("field", FORM).with("var", FIELD).with(value(method.namespace())));
  }

  private static Xml form(String type, Xml field) {
    return Xml.of("feature", NAMESPACE).with(Xml.of("x", FORM).with("type", type).with(field));
  }

  private static Xml value(String text) {
    return Xml.of("value", FORM).withText(text);
  }

  /** The methods that an offer lists and that are known here, each once. */
  static List<StreamMethod> offered(Xml si) {
    return field(si).stream()
        .flatMap(f -> f.all("option").stream())
        .flatMap(o -> o.childText("value").stream())
        .flatMap(v -> StreamMethod.read(v.strip()).stream())
        .distinct()
        .toList();
  }

  /** What an answer chooses, whatever that is. */
  static Optional<String> chosen(Xml si) {
    return field(si).flatMap(f -> f.childText("value")).map(String::strip);
  }

  private static Optional<Xml> field(Xml si) {
    return si.child("feature", NAMESPACE).flatMap(f -> f.child("x", FORM)).stream()
        .flatMap(x -> fields(x))
        .findFirst();
  }

  private static Stream<Xml> fields(Xml form) {
    return form.all("field").stream()
        .filter(f -> f.attribute("var").filter(FIELD::equals).isPresent());
  }
}
