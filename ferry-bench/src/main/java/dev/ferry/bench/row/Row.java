package dev.ferry.bench.row;

import java.io.IOException;

/** Something that is measured. */
public interface Row {
  /** As the command line calls it. */
  String name();

  /** Measures Ferry and the others in turn. */
  Result measure(Setting setting) throws IOException, InterruptedException, Skipped;
}
