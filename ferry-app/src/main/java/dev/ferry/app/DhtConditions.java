package dev.ferry.app;

import dev.ferry.dht.value.Query;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option of verbs that want some of the values at a key only. */
final class DhtConditions {
  @Option(
      names = "--where",
      paramLabel = "CONDITIONS",
      description = "Of these only, such as value_type=3,user_type=text/plain or owner_pk=DIGITS.")
  private Optional<String> where = Optional.empty();

  Query query() throws Failure {
    String conditions = where.map(text -> "WHERE " + text).orElse("");
    Optional<Query> query = Query.parse(conditions);
    if (query.isEmpty()) {
      throw Failure.usage(
          "'" + where.orElse("") + "' are no conditions",
          "use id, value_type, owner_pk, seq and user_type, such as value_type=3,seq=1");
    }
    return query.get();
  }
}
