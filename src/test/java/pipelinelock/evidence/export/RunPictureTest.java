package pipelinelock.evidence.export;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.ANA;
import static pipelinelock.incident.IncidentExamples.DEV04;
import static pipelinelock.incident.IncidentExamples.HUNG;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;
import static pipelinelock.incident.IncidentExamples.requested;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import pipelinelock.evidence.IncidentReport;
import pipelinelock.evidence.ReportExamples;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.Recorded;
import pipelinelock.incident.plan.Plan;
import pipelinelock.incident.plan.Step;

class RunPictureTest {
  private static final List<Recorded> CURED = ReportExamples.cured();

  private static Element picture(List<Recorded> events) throws Exception {
    IncidentReport report = ReportExamples.report(events);
    var svg = RunPicture.of(report).orElseThrow();
    var factory = DocumentBuilderFactory.newInstance();
    return factory
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)))
        .getDocumentElement();
  }

  private static List<Element> all(Element picture, String tag) {
    var found = picture.getElementsByTagName(tag);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }

  private static List<String> texts(Element picture) {
    return all(picture, "text").stream().map(Element::getTextContent).toList();
  }

  @Test
  void eachStepIsABarWithItsWordsAndTimeOnOneAxis() throws Exception {
    var picture = picture(CURED);
    assertThat(all(picture, "rect")).hasSize(9);
    assertThat(texts(picture))
        .contains(
            "12:00 UTC",
            "12:13",
            "Waited for approvals and the start · 3 min 1 s",
            "4. recreate concourse-worker/89f7a596: done · 9 min 40 s",
            "5. recreate concourse/cd83da7e: not needed · 0 s",
            "U0ANA requested it",
            "U0CLEO approved");
    var worker = all(picture, "rect").get(4);
    assertThat(Double.parseDouble(worker.getAttribute("width"))).isBetween(460.0, 468.0);
    assertThat(all(picture, "rect"))
        .allSatisfy(
            it ->
                assertThat(
                        Double.parseDouble(it.getAttribute("x"))
                            + Double.parseDouble(it.getAttribute("width")))
                    .isLessThanOrEqualTo(640.1));
  }

  /** As the six minutes between worker and web that people did not notice by hand. */
  @Test
  void aTimeInWhichNothingWasDoneIsSeen() throws Exception {
    var events = new ArrayList<>(CURED.subList(0, 18));
    var late = CURED.get(19);
    events.add(
        new Recorded(late.incident(), 19, late.at().plusSeconds(400), late.event(), late.hash()));
    assertThat(texts(picture(events))).contains("Nothing was done · 6 min 51 s");
    assertThat(texts(picture(CURED))).noneMatch(it -> it.startsWith("Nothing was done"));
  }

  @Test
  void aFailedAndARunningStepSayWhatTheyAre() throws Exception {
    assertThat(texts(picture(CURED.subList(0, 15))))
        .anyMatch(it -> it.startsWith("4. recreate concourse-worker/89f7a596: its task runs"));
    var failed = new ArrayList<>(CURED.subList(0, 17));
    var end = CURED.get(17);
    failed.add(
        new Recorded(
            end.incident(),
            18,
            end.at(),
            new IncidentEvent.StepEnded(3, StepOutcome.FAILED, "no"),
            end.hash()));
    var picture = picture(failed);
    assertThat(texts(picture)).anyMatch(it -> it.contains("did not work"));
    assertThat(all(picture, "rect").getLast().getAttribute("class")).isEqualTo("failed");
  }

  @Test
  void namesFromOutsideAreText() throws Exception {
    var plan = new Plan(List.of(new Step.UnpauseJob("a</text><script>x</script>&\"")));
    var events = new ArrayList<Recorded>();
    var request = requested(DEV04, ANA, "deployments wait", HUNG, plan, TWO_OTHERS);
    events.add(copy(0, request));
    events.add(copy(1, new IncidentEvent.StepIntended(0, "")));
    events.add(copy(2, new IncidentEvent.StepEnded(0, StepOutcome.DONE, "")));
    var picture = picture(events);
    assertThat(all(picture, "script")).isEmpty();
    assertThat(texts(picture)).anyMatch(it -> it.contains("<script>x</script>"));
  }

  private static Recorded copy(int index, IncidentEvent event) {
    var like = CURED.get(index);
    return new Recorded(like.incident(), like.sequence(), like.at(), event, like.hash());
  }

  @Test
  void whatTookNoTimeHasNoPicture() {
    assertThat(RunPicture.of(ReportExamples.report(CURED.subList(0, 1)))).isEmpty();
  }
}
