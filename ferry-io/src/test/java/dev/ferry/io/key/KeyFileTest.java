package dev.ferry.io.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.port.Identity.Credentials;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
  @TempDir private Path home;

  @Test
  void madeOnceTheIdentityStaysTheSame() throws Exception {
    Credentials made = new KeyFile(home.resolve("new")).credentials();

    Credentials read = new KeyFile(home.resolve("new")).credentials();

    assertThat(read.certificate()).isEqualTo(made.certificate());
    assertThat(read.key()).isEqualTo(made.key());
  }

  @Test
  void theKeyIsThatOfTheCertificate() throws Exception {
    Credentials made = new KeyFile(home).credentials();

    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(made.key());
    signature.update(new byte[] {1, 2, 3});
    byte[] signed = signature.sign();
    signature.initVerify(made.certificate());
    signature.update(new byte[] {1, 2, 3});
    assertThat(signature.verify(signed)).isTrue();
    made.certificate().verify(made.certificate().getPublicKey());
    made.certificate().checkValidity();
  }

  @Test
  void theCertificateIsOfTheKindThatGajimReads() throws Exception {
    var certificate = new KeyFile(home).credentials().certificate();

    assertThat(certificate.getSigAlgName()).isEqualTo("SHA256withRSA");
    assertThat(certificate.getVersion()).isEqualTo(1);
    assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=ferry");
  }

  @Test
  void onlyTheOwnerCanReadTheKey() throws Exception {
    new KeyFile(home.resolve("new")).credentials();

    Path file = home.resolve("new/identity.pem");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void aKeyThatOthersCanReadIsRefused() throws Exception {
    new KeyFile(home).credentials();
    Path file = home.resolve("identity.pem");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(() -> new KeyFile(home).credentials()).hasMessageContaining("chmod 600");
  }

  @Test
  void aDamagedFileIsNamedAndNotReplaced() throws Exception {
    Path file = home.resolve("identity.pem");
    Files.writeString(file, "-----BEGIN PRIVATE KEY-----\nrubbish\n-----END PRIVATE KEY-----\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

    assertThatThrownBy(() -> new KeyFile(home).credentials())
        .hasMessageContaining("identity.pem")
        .hasMessageContaining("restore");
    assertThat(Files.readString(file)).contains("rubbish");
  }

  @Test
  void manyThatComeFirstAtOnceGetTheSame() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
      List<Callable<Credentials>> first = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        first.add(() -> new KeyFile(home).credentials());
      }
      List<Credentials> got = new ArrayList<>();
      for (Future<Credentials> each : pool.invokeAll(first)) {
        got.add(each.get());
      }
      assertThat(got.stream().map(Credentials::certificate).distinct()).hasSize(1);
    }
  }

  @Test
  void itsTextShowsNoKey() throws Exception {
    assertThat(new KeyFile(home).credentials().toString()).isEqualTo("credentials of CN=ferry");
  }
}
