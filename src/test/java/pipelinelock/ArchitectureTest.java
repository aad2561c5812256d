package pipelinelock;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.net.ServerSocket;
import java.nio.channels.ServerSocketChannel;
import java.time.Instant;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The package arrows of docs/architecture.md, so that the page cannot drift. */
@AnalyzeClasses(packages = "pipelinelock", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] DOMAIN = {
    "pipelinelock.environment",
    "pipelinelock.lock",
    "pipelinelock.pipeline",
    "pipelinelock.vm",
    "pipelinelock.diagnosis",
    "pipelinelock.incident",
    "pipelinelock.incident.electorate",
    "pipelinelock.incident.proof",
    "pipelinelock.runbook",
    "pipelinelock.runbook.twin",
    "pipelinelock.watch",
    "pipelinelock.audit",
    "pipelinelock.audit.checkpoint",
    "pipelinelock.secrecy",
    "pipelinelock.wording"
  };

  @ArchTest
  static final ArchRule noCycles =
      slices().matching("pipelinelock.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theDomainIsPure =
      classes()
          .that()
          .resideInAnyPackage(DOMAIN)
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(DOMAIN)
                  .or(
                      resideInAnyPackage(
                          "java.lang..",
                          "java.util..",
                          "java.time..",
                          "java.math..",
                          "java.security..",
                          "java.nio.charset..",
                          "org.jspecify.."))
                  .or(type(java.net.URLDecoder.class))
                  .or(type(LevenshteinDistance.class)))
          .because("a rule that needs no server is a rule anyone can test");

  @ArchTest
  static final ArchRule edgesDoNotKnowEachOther =
      slices()
          .matching(
              "pipelinelock.(concourse|git|aws|bosh|store|stamp|slack|web|rehearsal|terminal)..")
          .should()
          .notDependOnEachOther()
          .because("edges meet only in the domain and in the wiring");

  @ArchTest
  static final ArchRule onlyTheProgramKnowsTheDoctor =
      noClasses()
          .that()
          .resideOutsideOfPackages("pipelinelock.cli..", "pipelinelock.doctor..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("pipelinelock.doctor..")
          .because("it composes the edges, as the wiring does");

  @ArchTest
  static final ArchRule onlyTheProgramKnowsItsCommands =
      noClasses()
          .that()
          .resideOutsideOfPackages("pipelinelock", "pipelinelock.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("pipelinelock.cli..")
          .because("the bot is the same, whoever starts it");

  @ArchTest
  static final ArchRule onlyCommandsKnowTheWiring =
      noClasses()
          .that()
          .resideOutsideOfPackages("pipelinelock.cli..", "pipelinelock.wiring")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("pipelinelock.wiring")
          .because("what is put together knows nothing of how");

  @ArchTest
  static final ArchRule theSimulatedWorldSharesNothingWithTheBot =
      noClasses()
          .that()
          .resideInAPackage("pipelinelock.rehearsal..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "pipelinelock.concourse..",
              "pipelinelock.git..",
              "pipelinelock.aws..",
              "pipelinelock.bosh..",
              "pipelinelock.http..",
              "pipelinelock.ssh..",
              "pipelinelock.tunnel..",
              "pipelinelock.slack..",
              "pipelinelock.lock..",
              "pipelinelock.pipeline..",
              "pipelinelock.vm..")
          .because("a simulator that shares the client's mistakes proves nothing");

  @ArchTest
  static final ArchRule noTunnelOpensAPort =
      noClasses()
          .that()
          .resideInAnyPackage("pipelinelock.ssh..", "pipelinelock.tunnel..")
          .should()
          .callMethodWhere(
              describe(
                  "it starts a port forwarding",
                  call ->
                      call.getName().startsWith("start")
                          && call.getName().endsWith("PortForwarding")))
          .orShould()
          .dependOnClassesThat(assignableTo(ServerSocket.class))
          .orShould()
          .dependOnClassesThat(assignableTo(ServerSocketChannel.class))
          .because("a port serves every user of the machine, and leads to all behind the jumpbox");

  @ArchTest
  static final ArchRule timeComesFromAClock =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .because("a test must be able to step time");
}
