package dev.ferry.assembly;

import dev.ferry.negotiation.Failures;
import dev.ferry.port.LinkSource;
import dev.ferry.port.Monitor;
import dev.ferry.port.Randomness;
import dev.ferry.port.StanzaLink;
import dev.ferry.port.Tasks;
import dev.ferry.port.World;
import dev.ferry.stanza.Jid;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Signs in anew whenever a link is lost for good: at once, then after 1, 2, 4 ... seconds, 30 at
 * most, and up to a quarter more by chance, so that the clients of a server that starts again do
 * not all come in step. Only a link that stood for a minute begins the count anew: a server that
 * takes and drops again is not stormed.
 *
 * <p>{@link #run} is its own task, the only one that changes {@link Renewing}'s link.
 */
final class LinkKeeper {
  private static final System.Logger LOG = System.getLogger(LinkKeeper.class.getName());
  private static final long SECOND = 1_000_000_000L;
  private static final long LONGEST = 30 * SECOND;
  private static final long STEADY = 60 * SECOND;

  /** Puts on a link all that stands on it. */
  @FunctionalInterface
  interface Setting {
    /**
     * @param onLoss is told when the link is lost for good, before anybody else is
     */
    Tenure on(StanzaLink link, Consumer<String> onLoss) throws InterruptedException;
  }

  private final Tasks tasks;
  private final Randomness random;
  private final Monitor monitor;
  private final Renewing renewing;
  private final Setting setting;
  private final LinkSource source;
  private Optional<String> loss = Optional.empty();
  private long pause;

  LinkKeeper(World world, Renewing renewing, Setting setting, LinkSource source) {
    this.tasks = world.tasks();
    this.random = world.random();
    this.monitor = tasks.monitor();
    this.renewing = renewing;
    this.setting = setting;
    this.source = source;
  }

  /** Puts the device on a link; the task that calls it becomes the keeper, or forks it after. */
  Tenure begin(StanzaLink link) throws InterruptedException {
    monitor.change(() -> loss = Optional.empty());
    Tenure tenure = setting.on(link, this::lost);
    renewing.begin(tenure);
    return tenure;
  }

  private void lost(String why) {
    renewing.lost(why);
    monitor.change(() -> loss = Optional.of(why));
  }

  /**
   * Keeps a device on links, of which the first was begun; ends with the device, or when refused.
   */
  void run(Tenure first, Jid as) throws InterruptedException {
    Tenure tenure = first;
    Jid self = as;
    long since = tasks.now();
    while (true) {
      monitor.await(() -> loss.isPresent(), Tasks.NEVER);
      renewing.retire(tenure);
      if (tasks.now() - since >= STEADY) {
        pause = 0;
      }
      Optional<StanzaLink> link = signIn(self);
      if (link.isEmpty()) {
        return;
      }
      self = link.get().self();
      since = tasks.now();
      tenure = begin(link.get());
    }
  }

  /** Tries until it succeeds; empty when it never can. */
  private Optional<StanzaLink> signIn(Jid self) throws InterruptedException {
    while (true) {
      tasks.sleep(pause + chance(pause / 4));
      pause = pause == 0 ? SECOND : Math.min(2 * pause, LONGEST);
      try {
        return Optional.of(source.open(self));
      } catch (LinkSource.NotAdmitted never) {
        renewing.end(words(never));
        return Optional.empty();
      } catch (IOException notNow) {
        LOG.log(System.Logger.Level.DEBUG, "{0}: not signed in yet: {1}", self, words(notNow));
        renewing.lost(words(notNow));
      }
    }
  }

  private long chance(long most) {
    byte[] drawn = new byte[1];
    random.fill(drawn);
    return most / 256 * Byte.toUnsignedInt(drawn[0]);
  }

  private static String words(IOException failure) {
    return Failures.words(failure);
  }
}
