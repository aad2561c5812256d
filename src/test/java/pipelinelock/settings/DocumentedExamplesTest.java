package pipelinelock.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pipelinelock.audit.checkpoint.key.VerifyingKey;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.Thresholds;
import pipelinelock.environment.Tier;
import pipelinelock.environment.UserId;
import pipelinelock.incident.plan.CureKind;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.Approvers;
import pipelinelock.incident.policy.BreakGlass;
import pipelinelock.incident.policy.Confirmation;
import pipelinelock.incident.policy.CurePolicies;
import pipelinelock.incident.policy.FollowsUntil;
import pipelinelock.incident.policy.PolicyBuilder;
import pipelinelock.incident.policy.Reminder;
import pipelinelock.incident.policy.RequiredApprovals;
import pipelinelock.lock.Committer;
import pipelinelock.settings.EnvironmentSettings.Access;
import pipelinelock.settings.EnvironmentSettings.Aws;
import pipelinelock.settings.EnvironmentSettings.Bosh;
import pipelinelock.settings.EnvironmentSettings.ClientCertificate;
import pipelinelock.settings.EnvironmentSettings.Concourse;
import pipelinelock.settings.EnvironmentSettings.Lock;
import pipelinelock.settings.EnvironmentSettings.LockSource;
import pipelinelock.settings.EnvironmentSettings.Login;
import pipelinelock.settings.EnvironmentSettings.Proxy;
import pipelinelock.settings.EnvironmentSettings.Role;
import pipelinelock.settings.Settings.Http;
import pipelinelock.settings.Settings.RecordFile;
import pipelinelock.settings.Settings.Slack;
import pipelinelock.settings.file.SettingsFile;
import pipelinelock.settings.read.SecretSource;
import pipelinelock.ssh.HostKeys;
import pipelinelock.ssh.SshAccess;
import pipelinelock.ssh.SshIdentity;
import pipelinelock.ssh.SshServer;
import pipelinelock.vm.RecreateOption;
import pipelinelock.watch.QuietHours;
import pipelinelock.watch.WatchRule;

/** The examples of docs/configuration.md mean what the page says. */
class DocumentedExamplesTest {
  private static final CurePolicies DEV04_POLICIES =
      new CurePolicies(
              Map.of(
                  CureKind.RECREATE,
                  policy(2, Set.of(RecreateOption.NO_CONVERGE)),
                  CureKind.RELEASE,
                  policy(2, Set.of()),
                  CureKind.ABORT,
                  policy(1, Set.of()),
                  CureKind.UNPAUSE,
                  policy(1, Set.of())),
              true,
              FollowsUntil.CLAIM)
          .withBlind(blind(), false);

  /** As strict as it has to be, whatever the other cures need. */
  private static ApprovalPolicy blind() {
    var plain = policy(3, Set.of(RecreateOption.NO_CONVERGE));
    return new ApprovalPolicy(
        new RequiredApprovals(3, false, Optional.of(Confirmation.TYPE_NAME)),
        plain.panels(),
        plain.request(),
        plain.deadlines(),
        plain.reminder(),
        Optional.empty());
  }

  private static ApprovalPolicy policy(int approvals, Set<RecreateOption> options) {
    var second = new Approvers(Set.of(user("U0CAROL")), Set.of("S0SECURITY"));
    return PolicyBuilder.approvers(Set.of(user("U0ALICE"), user("U0BOB")), Set.of("S0OPERATORS"))
        .approvals(approvals)
        .requestExpires(Duration.ofMinutes(30))
        .minimumReason(10)
        .options(options)
        .second(approvals == 1 ? Optional.empty() : Optional.of(second))
        .samePeople(Set.of(Set.of(user("U0BOB"), user("U0BOBTEST"))))
        .reference("INC[0-9]+")
        .reminder(Optional.of(new Reminder(Duration.ofMinutes(5), Optional.of("S0LEADS"))))
        .breakGlass(
            new BreakGlass(
                new Approvers(Set.of(user("U0ALICE")), Set.of("S0LEADS")),
                "C0SECURITY",
                Duration.ofHours(24)))
        .evidenceMaxAge(Optional.of(Duration.ofSeconds(30)))
        .build();
  }

  private static WatchRule watch(String channel) {
    return new WatchRule(
        channel,
        Duration.ofMinutes(1),
        Duration.ofMinutes(30),
        Optional.of(
            new QuietHours(
                LocalTime.of(22, 0),
                LocalTime.of(7, 0),
                ZoneId.of("Europe/London"),
                EnumSet.allOf(DayOfWeek.class))),
        Optional.empty());
  }

  private static UserId user(String id) {
    return new UserId("T0123ABCD", id);
  }

  @Test
  void theWholeExampleOfTheDocumentationIsReadToTheLastKey() {
    Settings settings =
        new SettingsFile(Example.VARIABLES, List.of(new Example.PemFiles()))
            .parse("docs", Example.whole());

    var login = new Login("pipeline-lock", new Secret("concourse-pa55"));
    var dev04 =
        new EnvironmentSettings(
            new EnvironmentName("dev04"),
            Tier.DEV,
            "C0INCIDENTS",
            DEV04_POLICIES,
            true,
            Optional.of(
                new Lock(
                    "create-cloudfoundry",
                    "lock",
                    new Committer("pipeline-lock", "pipeline-lock@localhost"),
                    new LockSource.Git(
                        "https://git.example.com/concourse-pool-dev04.git",
                        "main",
                        Optional.of(new Login("pipeline-lock", new Secret("git-pa55"))),
                        Optional.empty(),
                        Optional.of(Example.certificate())))),
            new Aws(
                Optional.of("eu-west-1"),
                Optional.of(
                    new Role(
                        "arn:aws:iam::123456789012:role/pipeline-lock",
                        Optional.of("pipeline-lock-dev04"),
                        Optional.of(Duration.ofHours(1)),
                        Optional.of("pipeline-lock-{person}")))),
            new Concourse(
                URI.create("https://deployer.dev04.example.com"),
                "main",
                login,
                "create-cloudfoundry",
                "pipeline-lock",
                "pipeline-unlock",
                Optional.of("pipeline-release-lock"),
                List.of("init-bucket", "cf-deploy", "smoke-tests", "tag-release"),
                "pipeline-pool",
                "pipeline-trigger",
                Optional.of(Example.certificate())),
            new Bosh(
                URI.create("https://bosh.dev04.example.com:25555"),
                Optional.of(Example.certificate()),
                new Access.Client("pipeline-lock", new Secret("bosh-pa55")),
                Optional.of(
                    new Access.Client("pipeline-lock-actor", new Secret("bosh-actor-pa55"))),
                Optional.of(
                    new ClientCertificate(Example.certificate(), new Secret(Example.PemFiles.KEY))),
                Optional.of("4b5c7f3e-6c1d-4f0e-9a58-0f9d2c7b1e64"),
                "concourse",
                List.of("concourse-worker"),
                List.of("concourse"),
                Optional.empty()),
            Thresholds.DEFAULT,
            Optional.of("https://git.example.com/concourse-pool-dev04/commit/{commit}"),
            Optional.of(watch("C0DEV04")),
            List.of());
    var dev05 = settings.environments().get(1);
    assertThat(dev05.lock())
        .contains(
            new Lock(
                "create-cloudfoundry",
                "lock",
                Committer.BOT,
                new LockSource.CodeCommit(
                    "concourse-pool-dev05",
                    "main",
                    "us-east-1",
                    Optional.of(
                        new Role(
                            "arn:aws:iam::123456789012:role/pipeline-lock",
                            Optional.of("dev05"),
                            Optional.empty(),
                            Optional.empty())),
                    Optional.of(URI.create("http://127.0.0.1:4566")))));
    assertThat(dev05.bosh().proxy().orElseThrow())
        .isEqualTo(
            new Proxy.Ssh(
                new SshServer("jumpbox", "bosh.dev05.example.com", 22),
                new SshAccess(
                    new SshIdentity.KeyFile(Path.of("/etc/pipeline-lock/dev05/id_rsa")),
                    HostKeys.knownHosts(
                        "bosh.dev05.example.com ssh-ed25519 "
                            + "AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl"))));
    assertThat(dev05.watch()).contains(watch("C0ONCALL"));
    var dev06 = settings.environments().get(2);
    assertThat(dev06.bosh().proxy().orElseThrow())
        .isEqualTo(
            new Proxy.Ssh(
                new SshServer("jumpbox", "bosh.dev06.example.com", 22),
                new SshAccess(
                    new SshIdentity.Key(Example.PemFiles.KEY),
                    HostKeys.pinned("SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8"))));
    assertThat(dev06.lock().orElseThrow().source())
        .isInstanceOfSatisfying(
            LockSource.Git.class,
            git -> {
              assertThat(git.ssh().orElseThrow().privateKey().reveal()).isEqualTo("git-6-key");
              assertThat(git.ssh().orElseThrow().knownHosts()).startsWith("git.example.com ");
            });
    assertThat(settings)
        .isEqualTo(
            new Settings(
                new Http("0.0.0.0", 8080, Optional.of(8081)),
                new RecordFile(Path.of("/var/lib/pipeline-lock/record.db")),
                new Slack(
                    new Secret("xoxb-1-abcdef"),
                    List.of(new Secret("8f742231b10e8888abcd99yyyzzz85a5")),
                    "T0123ABCD",
                    "A0123ABCD",
                    URI.create("https://slack.com/api/"),
                    Optional.empty(),
                    Optional.of("S0PLATFORM")),
                List.of(dev04, dev05, dev06),
                1,
                Optional.empty(),
                new CheckpointSettings(
                    Optional.empty(),
                    Optional.of(
                        new CheckpointSettings.KmsKey(
                            "alias/pipeline-lock-dev04",
                            VerifyingKey.parse(
                                "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE="),
                            Optional.of("eu-west-1"))),
                    List.of(
                        VerifyingKey.parse(
                            "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=")),
                    witnesses())));
  }

  private static CheckpointSettings.Witnesses witnesses() {
    return new CheckpointSettings.Witnesses(
        Optional.of(
            new CheckpointSettings.S3Bucket(
                "pipeline-lock-witness", "dev/", Optional.of("eu-west-1"), Optional.of(400))),
        Optional.of(
            new CheckpointSettings.GitBranch(
                new LockSource.Git(
                    "https://git.example.com/audit.git",
                    "main",
                    Optional.of(new Login("pipeline-lock", new Secret("witness-pa55"))),
                    Optional.empty(),
                    Optional.empty()),
                "dev/checkpoint")),
        Optional.of(
            new CheckpointSettings.Authority(
                URI.create("https://tsa.example.com/"), Example.certificate())));
  }

  @Test
  void theExampleOfAwsIsFetchedAsItsEnvironmentSays() {
    var asked = Collections.synchronizedList(new ArrayList<String>());
    Settings settings =
        new SettingsFile(
                Map.of(),
                List.of(
                    new NotedSource("s3", "", asked),
                    new NotedSource("aws-secretsmanager", "", asked)))
            .parse("docs", Example.withAws());

    var role =
        new Role(
            "arn:aws:iam::123456789012:role/pipeline-lock",
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertThat(settings.environments().getFirst().lock().orElseThrow().source())
        .as("the lock is read in the environment's role too")
        .isEqualTo(
            new LockSource.CodeCommit(
                "concourse-pool-dev04", "main", "us-east-1", Optional.of(role), Optional.empty()));
    String asRole = "dev04 %s ".formatted(role.arn());
    assertThat(asked)
        .as("each once, side by side")
        .containsExactlyInAnyOrder(
            "pipeline-lock/slack#bot_token",
            "pipeline-lock/slack#signing_secret",
            asRole + "pipeline-lock/dev04#concourse.password",
            asRole + "//gds-paas-dev04-state/bosh-CA.crt",
            asRole + "//gds-paas-dev04-state/bosh-vars-store.yml#pipeline_lock_client_secret");
  }

  /** In place of AWS: notes what it is asked for, and as whom. */
  private record NotedSource(String scheme, String who, List<String> asked)
      implements SecretSource {
    @Override
    public SecretSource as(EnvironmentName environment, Aws aws) {
      return new NotedSource(
          scheme, "%s %s ".formatted(environment, aws.role().orElseThrow().arn()), asked);
    }

    @Override
    public String read(String name) {
      asked.add(who + name);
      if (name.endsWith(".crt")) {
        return Example.certificate();
      }
      return name.endsWith("bot_token") ? "xoxb-1-abcdef" : "8f742231b10e8888abcd99yyyzzz85a5";
    }
  }

  @Test
  void theShortestExampleOfTheDocumentationGetsTheDocumentedDefaults() {
    Settings settings = Example.read(Example.shortest());

    EnvironmentSettings dev04 = settings.environments().getFirst();
    assertThat(settings.http()).isEqualTo(new Http("0.0.0.0", 8080));
    assertThat(settings.slack().apiUrl()).hasToString("https://slack.com/api/");
    assertThat(settings.speed()).isEqualTo(1);
    assertThat(dev04.policy())
        .isEqualTo(
            PolicyBuilder.approvers(Set.of(), Set.of("S0OPERATORS"))
                .minimumReason(10)
                .options(Set.of(RecreateOption.NO_CONVERGE))
                .build());
    assertThat(dev04.lock().orElseThrow().source())
        .isEqualTo(
            new LockSource.Git(
                "https://git.example.com/concourse-pool-dev04.git",
                "main",
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    assertThat(dev04.concourse().releaseJob()).isEmpty();
    assertThat(dev04.bosh().ca()).isEmpty();
    assertThat(dev04.bosh().actor()).isEmpty();
  }
}
