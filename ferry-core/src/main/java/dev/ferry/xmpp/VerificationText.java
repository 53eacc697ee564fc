package dev.ferry.xmpp;

import dev.ferry.stanza.Xml;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * The text whose hash entity capabilities are (XEP-0115 5.1), made from an answer of service
 * discovery.
 *
 * <p>There is none for an answer that is ill-formed by XEP-0115 5.4, nor for one with {@code <} in
 * a value: two different answers could then have one text, and a stranger could say what another
 * program can do.
 */
final class VerificationText {
  private static final String FORM = "jabber:x:data";

  /** The order of octets (RFC 4790 9.3). */
  private static final Comparator<String> OCTETS =
      (a, b) ->
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

  private static final Comparator<Xml> IDENTITIES =
      Comparator.<Xml, String>comparing(i -> value(i, "category"), OCTETS)
          .thenComparing(i -> value(i, "type"), OCTETS)
          .thenComparing(i -> value(i, "xml:lang"), OCTETS)
          .thenComparing(i -> value(i, "name"), OCTETS);

  private final StringBuilder text = new StringBuilder();
  private boolean sound = true;

  private VerificationText() {}

  /** The text for a {@code query} element; empty when there can be none. */
  static Optional<String> of(Xml query) {
    var made = new VerificationText();
    made.append(
        made.distinct(
            query.all("identity").stream().sorted(IDENTITIES).map(made::identity).toList()));
    made.append(
        sorted(made.distinct(query.all("feature").stream().map(f -> value(f, "var")).toList())));
    made.forms(query.children().stream().filter(c -> c.is("x", FORM)).toList());
    return made.sound ? Optional.of(made.text.toString()) : Optional.empty();
  }

  private String identity(Xml identity) {
    String category = value(identity, "category");
    String type = value(identity, "type");
    String language = value(identity, "xml:lang");
    // Only the name, which comes last, can hold a slash without a doubt about what is what.
    sound &= !(category + type + language).contains("/");
    return String.join("/", category, type, language, value(identity, "name"));
  }

  private static String value(Xml element, String attribute) {
    return element.attribute(attribute).orElse("");
  }

  private void forms(List<Xml> forms) {
    record Typed(String type, Xml form) {}
    List<Typed> typed = new ArrayList<>();
    for (Xml form : forms) {
      // A form that does not say what it is about is no part of the text.
      formType(form).ifPresent(type -> typed.add(new Typed(type, form)));
    }
    distinct(typed.stream().map(Typed::type).toList());
    typed.sort(Comparator.comparing(Typed::type, OCTETS));
    for (Typed one : typed) {
      append(List.of(one.type()));
      fields(one.form());
    }
  }

  private Optional<String> formType(Xml form) {
    Optional<Xml> field =
        form.all("field").stream().filter(VerificationText::isFormType).findFirst();
    List<String> values = field.map(VerificationText::values).orElse(List.of());
    sound &= values.stream().distinct().count() <= 1;
    return values.stream().findFirst();
  }

  private static boolean isFormType(Xml field) {
    return value(field, "var").equals("FORM_TYPE") && value(field, "type").equals("hidden");
  }

  private void fields(Xml form) {
    form.all("field").stream()
        .filter(f -> !value(f, "var").equals("FORM_TYPE"))
        .sorted(Comparator.comparing(f -> value(f, "var"), OCTETS))
        .forEach(field -> {
          append(List.of(value(field, "var")));
          append(sorted(values(field)));
        });
  }

  private static List<String> sorted(List<String> values) {
    return values.stream().sorted(OCTETS).toList();
  }

  private static List<String> values(Xml field) {
    return field.all("value").stream().map(Xml::text).toList();
  }

  private List<String> distinct(List<String> values) {
    sound &= new HashSet<>(values).size() == values.size();
    return values;
  }

  private void append(List<String> values) {
    sound &= values.stream().noneMatch(v -> v.contains("<"));
    values.forEach(v -> text.append(v).append('<'));
  }
}
