package dev.ferry.app;

import dev.ferry.Peer;
import dev.ferry.app.account.Account;
import dev.ferry.app.account.AccountStore;
import dev.ferry.app.doctor.FactJson;
import dev.ferry.app.doctor.FactWords;
import dev.ferry.app.doctor.VerdictWords;
import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.Report;
import dev.ferry.app.run.Logs;
import dev.ferry.dht.node.DhtNode;
import dev.ferry.doctor.AccountExamination;
import dev.ferry.doctor.DhtExamination;
import dev.ferry.doctor.Examination;
import dev.ferry.doctor.Fact;
import dev.ferry.doctor.Verdict;
import dev.ferry.ice.server.StunServer;
import dev.ferry.identity.IdentityStore.Label;
import dev.ferry.io.Ferries;
import dev.ferry.io.dht.DhtConfig;
import dev.ferry.io.dht.Dhts;
import dev.ferry.io.socket.Interfaces;
import dev.ferry.io.socket.SocketNetwork;
import dev.ferry.io.tasks.SystemRandomness;
import dev.ferry.io.xmpp.SignInException;
import dev.ferry.io.xmpp.SmackLink;
import dev.ferry.machine.TaskScope;
import dev.ferry.port.Tasks;
import dev.ferry.port.World;
import dev.ferry.stanza.Jid;
import dev.ferry.xmpp.IqRouter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ferry doctor}: finds out what the network lets through, and what to do about it. */
@Command(
    name = "doctor",
    description = "Examine the network: what works, what fails, what to do.",
    sortOptions = false)
final class DoctorCommand implements Callable<Integer> {
  private static final long MILLI = 1_000_000L;

  @ParentCommand private FerryCommand ferry;
  @Mixin private DeviceOptions options;

  @Parameters(
      arity = "0..1",
      paramLabel = "PEER",
      description =
          "Somebody whose devices are to be looked at, too: an address, 40 digits, or the name of a"
              + " contact.")
  private Optional<String> word = Optional.empty();

  private final Tasks tasks = Ferries.tasks();
  private List<Jid> peers = List.of();
  private final List<Fact> facts = new ArrayList<>();

  @Override
  public Integer call() {
    Report report = ferry.surroundings().report(options.json());
    return Failure.told(report, this::examine);
  }

  private int examine() throws Failure, InterruptedException {
    Logs.set(ferry.surroundings().environment());
    List<String> named = options.interfaces(ferry.surroundings());
    Interfaces allowed = named.isEmpty() ? Interfaces.all() : Interfaces.named(named);
    check(allowed);
    List<Peer> whom =
        word.isPresent() ? Recipient.read(ferry.surroundings(), word.get()).accounts() : List.of();
    peers =
        whom.stream()
            .flatMap(p -> p instanceof Peer.Xmpp(Jid jid) ? Stream.of(jid) : Stream.of())
            .toList();
    try (TaskScope scope = new TaskScope(tasks)) {
      Optional<SmackLink> link = signIn(scope);
      World world =
          world(link.map(l -> allowed.withServerAt(l.server().getAddress())).orElse(allowed));
      Examination network = new Examination(world, RealDevices::tls);
      tell(network.addresses());
      Optional<AccountExamination> account = link.map(l -> account(world, l, scope));
      Set<StunServer> servers =
          new LinkedHashSet<>(IceServers.of(ferry.surroundings().environment()));
      if (account.isPresent()) {
        servers.addAll(account.get().servers());
      }
      List<String> nodes = DhtOptions.usual(ferry.surroundings());
      network.examine(List.copyOf(servers), nodes).forEach(this::tell);
      examineDht(world);
      if (account.isPresent()) {
        account.get().proxies().forEach(this::tell);
        for (Jid peer : peers) {
          account.get().peer(peer).forEach(this::tell);
        }
      }
    }
    for (Peer peer : whom) {
      if (peer instanceof Peer.Account account) {
        new PeerDoctor(ferry.surroundings(), options).examine(account).forEach(this::tell);
      }
    }
    return conclude();
  }

  /** Where there is an account without a server: whether it can be found. */
  private void examineDht(World world) throws Failure, InterruptedException {
    Surroundings surroundings = ferry.surroundings();
    try {
      Optional<Label> account = OwnIdentity.store(surroundings).label();
      if (account.isPresent()) {
        DhtConfig config =
            DhtOptions.config(surroundings, List.of(), 0, options.interfaces(surroundings));
        try (DhtNode node = Dhts.light(config)) {
          new DhtExamination(world, node)
              .examine(account.get().account(), account.get().device())
              .forEach(this::tell);
        }
      }
    } catch (IOException e) {
      throw Failure.here("the DHT cannot be examined: " + Causes.text(e), "mend that, try again");
    }
  }

  private static void check(Interfaces allowed) throws Failure {
    try {
      allowed.check();
    } catch (IOException e) {
      throw Failure.here(Causes.text(e), "check --interface, or leave it out");
    }
  }

  private World world(Interfaces allowed) {
    return new World(tasks, new SocketNetwork(allowed), new SystemRandomness());
  }

  private AccountExamination account(World world, SmackLink link, TaskScope scope) {
    IqRouter router = new IqRouter(tasks, world.random(), link);
    AccountExamination examination = new AccountExamination(world, router);
    scope.fork("routes stanzas", router::run);
    return examination;
  }

  /** Signs in with the account, if there is one; a failure is a fact like another. */
  private Optional<SmackLink> signIn(TaskScope scope) throws Failure, InterruptedException {
    if (hasNoAccount()) {
      if (!peers.isEmpty()) {
        throw Failure.usage(
            "there is no account on this device to look for " + peers.getFirst(),
            "add one: ferry account add you@example.org");
      }
      tell(new Fact.NoAccount());
      return Optional.empty();
    }
    Account account = options.server(ferry.surroundings());
    long start = tasks.now();
    try {
      SmackLink link = scope.own(SmackLink.open(RealDevices.signIn(account), tasks));
      tell(new Fact.SignedIn(link.self().bare(), link.server(), link.encrypted(), since(start)));
      return Optional.of(link);
    } catch (SignInException e) {
      tell(new Fact.NotSignedIn(account.jid(), Causes.text(e), since(start)));
      return Optional.empty();
    }
  }

  private boolean hasNoAccount() throws Failure {
    try {
      return new AccountStore(ferry.surroundings().home().accounts()).list().isEmpty();
    } catch (IOException e) {
      throw Failure.here(
          "the accounts cannot be read: " + Causes.text(e), "mend or remove that file");
    }
  }

  private static boolean isBroken(Fact fact) {
    return fact instanceof Fact.NotSignedIn
        || fact instanceof Fact.PeerUnseen
        || fact instanceof Fact.AccountUnseen
        || fact instanceof Fact.DeviceFails;
  }

  private long since(long start) {
    return (tasks.now() - start) / MILLI;
  }

  private void tell(Fact fact) {
    facts.add(fact);
    if (options.json()) {
      ferry.surroundings().out().println(FactJson.of(fact));
    } else {
      FactWords.of(fact, ferry.surroundings().style()).forEach(ferry.surroundings().out()::println);
    }
  }

  private int conclude() {
    Verdict verdict = Verdict.of(facts);
    if (options.json()) {
      ferry.surroundings().out().println(FactJson.of(verdict));
    } else {
      ferry.surroundings().out().println();
      VerdictWords.of(verdict).forEach(ferry.surroundings().out()::println);
    }
    boolean broken = facts.stream().anyMatch(DoctorCommand::isBroken);
    return broken || verdict.directness() == Verdict.Directness.NOBODY
        ? ExitStatus.FAILED
        : ExitStatus.DONE;
  }
}
