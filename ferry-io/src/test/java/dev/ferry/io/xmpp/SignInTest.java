package dev.ferry.io.xmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ferry.io.tasks.RealTasks;
import dev.ferry.port.Tasks;
import dev.ferry.stanza.Jid;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(Lifecycle.PER_CLASS)
final class SignInTest {
  private final Tasks tasks = new RealTasks();

  private Path folder;
  private PrivateProsody prosody;
  private Path pin;
  private Certificates authority;
  private Certificates identity;

  @BeforeAll
  void start(@TempDir Path temporary) throws Exception {
    folder = temporary;
    authority = Certificates.make("authority", Optional.empty());
    identity = Certificates.make("localhost", Optional.of(authority));
    pin = identity.writeCertificate(folder.resolve("pin.pem"));
    prosody = PrivateProsody.start(tasks, folder, identity, true, "");
  }

  @AfterAll
  void stop() throws Exception {
    prosody.close();
  }

  @Test
  void signsInWithThePinnedCertificateAndTheResourceAskedFor() throws Exception {
    XmppAccount account = prosody.account("alice").trusting(pin);
    XmppAccount named =
        new XmppAccount(
            Jid.of("alice@localhost/desk"),
            account.password(),
            account.server(),
            account.tls(),
            account.trusted(),
            false,
            account.timeouts());
    try (SmackLink link = SmackLink.open(named, tasks)) {
      assertThat(link.self()).isEqualTo(Jid.of("alice@localhost/desk"));
      assertThat(link.server().getAddress().isLoopbackAddress()).isTrue();
      assertThat(link.encrypted()).isTrue();
    }
  }

  @Test
  void letsTheServerChooseTheResource() throws Exception {
    try (SmackLink link = SmackLink.open(prosody.account("alice").trusting(pin), tasks)) {
      assertThat(link.self().isFull()).isTrue();
    }
  }

  @Test
  void aTrustedAuthorityVouchesForTheDomainItIssuedFor() throws Exception {
    Path ca = authority.writeCertificate(folder.resolve("ca.pem"));
    SmackLink.open(prosody.account("alice").trusting(ca), tasks).close();
  }

  @Test
  void signsInByDirectTls() throws Exception {
    XmppAccount direct =
        prosody.account("alice").at("127.0.0.1", prosody.tlsPort()).withDirectTls().trusting(pin);
    try (SmackLink link = SmackLink.open(direct, tasks)) {
      assertThat(link.encrypted()).isTrue();
    }
    assertThat(kind(() -> SmackLink.open(direct.trusting(other()), tasks)))
        .isEqualTo(SignInException.Kind.NOT_TRUSTED);
  }

  @Test
  void refusesAnotherCertificateAndShowsItsFingerprint() throws Exception {
    assertThatThrownBy(() -> SmackLink.open(prosody.account("alice").trusting(other()), tasks))
        .isInstanceOf(SignInException.class)
        .hasMessageContaining(ServerTrust.fingerprint(identity.certificate()))
        .hasMessageContaining("--trust-certificate");
  }

  @Test
  void refusesASelfMadeCertificateByDefault() {
    assertThat(kind(() -> SmackLink.open(prosody.account("alice"), tasks)))
        .isEqualTo(SignInException.Kind.NOT_TRUSTED);
  }

  @Test
  void saysThatThePasswordIsWrong() {
    XmppAccount account = prosody.account("alice").trusting(pin);
    XmppAccount wrong =
        XmppAccount.of(account.jid(), () -> "not it")
            .at("127.0.0.1", prosody.address().getPort())
            .trusting(pin);
    assertThatThrownBy(() -> SmackLink.open(wrong, tasks))
        .isInstanceOf(SignInException.class)
        .hasMessageContaining("wrong password for alice@localhost");
  }

  @Test
  void saysWhichHostIsUnknown() {
    assertThatThrownBy(() -> SmackLink.open(prosody.account("alice").at("[::1", 5222), tasks))
        .isInstanceOf(SignInException.class)
        .hasMessageContaining("unknown host [::1")
        .hasMessageContaining("--server");
  }

  @Test
  void saysWhereTheConnectionWasRefused() throws Exception {
    int free;
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      free = probe.getLocalPort();
    }
    assertThatThrownBy(() -> SmackLink.open(prosody.account("alice").at("127.0.0.1", free), tasks))
        .isInstanceOf(SignInException.class)
        .hasMessageContaining("127.0.0.1:" + free)
        .hasMessageContaining("refused");
  }

  @Test
  void anAuthorityOfTheUsersDoesNotVouchForAnotherDomain() throws Exception {
    Certificates elsewhere = Certificates.make("elsewhere.example", Optional.of(authority));
    Path ca = authority.writeCertificate(folder.resolve("ca2.pem"));
    ServerTrust trust = ServerTrust.of("localhost", Optional.of(ca));
    var chain = new java.security.cert.X509Certificate[] {elsewhere.certificate()};
    assertThatThrownBy(() -> trust.checkServerTrusted(chain, "ECDHE_ECDSA"))
        .hasMessageContaining("not issued for localhost");
    ServerTrust there = ServerTrust.of("elsewhere.example", Optional.of(ca));
    there.checkServerTrusted(chain, "ECDHE_ECDSA");
  }

  @Test
  void aPinnedCertificateNeedsNoMatchingName() throws Exception {
    Certificates odd = Certificates.make("other.example", Optional.empty());
    Path file = odd.writeCertificate(folder.resolve("odd.pem"));
    ServerTrust trust = ServerTrust.of("localhost", Optional.of(file));
    trust.checkServerTrusted(
        new java.security.cert.X509Certificate[] {odd.certificate()}, "ECDHE_ECDSA");
    assertThat(HostNames.match("localhost", odd.certificate())).isFalse();
  }

  @Test
  void aStarStandsForOneLabelOnly() throws Exception {
    var star = Certificates.make("*.example.org", Optional.empty()).certificate();
    assertThat(HostNames.match("chat.example.org", star)).isTrue();
    assertThat(HostNames.match("CHAT.Example.org", star)).isTrue();
    assertThat(HostNames.match("a.chat.example.org", star)).isFalse();
    assertThat(HostNames.match("example.org", star)).isFalse();
  }

  private Path other() throws Exception {
    return Certificates.make("localhost", Optional.empty())
        .writeCertificate(folder.resolve("other.pem"));
  }

  private static SignInException.Kind kind(ThrowingCallable what) {
    return catchThrowableOfType(SignInException.class, what).kind();
  }
}
