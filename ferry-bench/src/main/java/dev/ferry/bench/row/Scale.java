package dev.ferry.bench.row;

/** What a row compares. */
public enum Scale {
  /** Megabytes (10^6 bytes) a second; more is better. */
  SPEED("MB/s"),
  /** Milliseconds; fewer are better. */
  TIME("ms"),
  /** Megabytes (10^6 bytes) of memory; fewer are better. */
  MEMORY("MB"),
  /** Requests a second, which are counted in the place of bytes; more are better. */
  RATE("requests/s"),
  /** Percent, of which a run tells the part of one in the place of seconds; more is better. */
  SHARE("%");

  private static final double MEGA = 1e6;

  private final String unit;

  Scale(String unit) {
    this.unit = unit;
  }

  public String unit() {
    return unit;
  }

  /** The figure of a run that took so many seconds and so much memory. */
  double of(double seconds, long peakMemory, long bytes) {
    return switch (this) {
      case SPEED -> bytes / MEGA / seconds;
      case TIME -> seconds * 1e3;
      case MEMORY -> peakMemory / MEGA;
      case RATE -> bytes / seconds;
      case SHARE -> seconds * 100;
    };
  }

  /** How many times as good {@code ours} is as {@code theirs}. */
  public double ratio(double ours, double theirs) {
    return moreIsBetter() ? ours / theirs : theirs / ours;
  }

  /** The figure of ours that is {@code ratio} times as good as theirs. */
  public double needed(double ratio, double theirs) {
    return moreIsBetter() ? ratio * theirs : theirs / ratio;
  }

  private boolean moreIsBetter() {
    return switch (this) {
      case SPEED, RATE, SHARE -> true;
      case TIME, MEMORY -> false;
    };
  }
}
