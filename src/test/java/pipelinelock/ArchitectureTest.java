package pipelinelock;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.net.ServerSocket;
import java.nio.channels.ServerSocketChannel;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The package arrows of docs/architecture.md, so that the page cannot drift. */
@AnalyzeClasses(packages = "pipelinelock", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] DOMAIN = {
    "pipelinelock.environment",
    "pipelinelock.lock",
    "pipelinelock.pipeline",
    "pipelinelock.vm",
    "pipelinelock.diagnosis..",
    "pipelinelock.incident..",
    "pipelinelock.evidence",
    "pipelinelock.evidence.voice",
    "pipelinelock.evidence.insight",
    "pipelinelock.ladder",
    "pipelinelock.leftover",
    "pipelinelock.ongoing",
    "pipelinelock.runbook..",
    "pipelinelock.watch",
    "pipelinelock.audit",
    "pipelinelock.audit.checkpoint..",
    "pipelinelock.audit.trial",
    "pipelinelock.secrecy",
    "pipelinelock.wording"
  };

  private static final int MOST_CLASSES = 20;

  /** The packages with more classes than that, and why. */
  private static final Map<String, String> LARGE =
      Map.ofEntries(
          entry("pipelinelock.concourse", "one above: the builds that are open, in three ways"),
          entry("pipelinelock.doctor", "one class for each part of a configuration"),
          entry(
              "pipelinelock.incident",
              "three above: sealed events, the state over them, the port"));

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

  /** The only classes of the domain that wait or run in parallel; docs/architecture.md says why. */
  private static final Set<String> KEEP_TIME =
      Set.of(
          "pipelinelock.diagnosis.look.Looking",
          "pipelinelock.diagnosis.look.Reads",
          "pipelinelock.runbook.DriverLoop",
          "pipelinelock.runbook.request.ConfirmedLook",
          "pipelinelock.runbook.twin.Twins",
          "pipelinelock.watch.Watcher");

  @ArchTest
  static final ArchRule onlyTheNamedOnesOfTheDomainWaitOrStartThreads =
      noClasses()
          .that(
              resideInAnyPackage(DOMAIN)
                  .and(
                      describe(
                          "are not named here",
                          it -> !KEEP_TIME.contains(it.getName().replaceFirst("\\$.*", "")))))
          .should()
          .callCodeUnitWhere(
              describe(
                  "it starts a thread, sleeps or reads the machine's own clock",
                  call -> waitsOrStarts(call.getTargetOwner().getName(), call.getName())))
          .because("a rule that takes time as an argument can be shown any time");

  private static boolean waitsOrStarts(String owner, String method) {
    return switch (owner) {
      case "java.lang.Thread" ->
          Set.of(
                  "<init>",
                  "sleep",
                  "start",
                  "join",
                  "ofVirtual",
                  "ofPlatform",
                  "startVirtualThread")
              .contains(method);
      case "java.lang.System" -> Set.of("nanoTime", "currentTimeMillis").contains(method);
      case "java.util.concurrent.Executors" -> true;
      default -> false;
    };
  }

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
          .dependOnClassesThat(
              resideInAPackage("pipelinelock..")
                  .and(resideOutsideOfPackage("pipelinelock.rehearsal..")))
          .because("a simulator that shares the client's mistakes proves nothing");

  @ArchTest
  static final ArchRule housesOfTheSimulatedWorldFormNoCircle = noCircleWithin("rehearsal");

  @ArchTest static final ArchRule housesOfSlackFormNoCircle = noCircleWithin("slack");

  private static ArchRule noCircleWithin(String house) {
    return slices()
        .assignedFrom(
            new SliceAssignment() {
              @Override
              public SliceIdentifier getIdentifierOf(JavaClass type) {
                var name = type.getPackageName();
                return (name + ".").startsWith("pipelinelock." + house + ".")
                    ? SliceIdentifier.of(name)
                    : SliceIdentifier.ignore();
              }

              @Override
              public String getDescription() {
                return "the packages of " + house;
              }
            })
        .should()
        .beFreeOfCycles();
  }

  /** A package that falls to the bound has to leave {@link #LARGE}, which so can only shrink. */
  @ArchTest
  static void aPackageIsSmallOrSaysWhyNot(JavaClasses classes) {
    var large =
        classes.stream()
            .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
            .collect(groupingBy(JavaClass::getPackageName, counting()));
    large.values().removeIf(count -> count <= MOST_CLASSES);
    assertThat(large).containsOnlyKeys(LARGE.keySet());
  }

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
