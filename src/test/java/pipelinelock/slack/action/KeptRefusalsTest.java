package pipelinelock.slack.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.proof.ClickProof;
import pipelinelock.rehearsal.slack.workspace.Persona;
import pipelinelock.slack.Desk;
import pipelinelock.slack.Story;
import pipelinelock.slack.channel.People;
import pipelinelock.slack.click.Actor;

/** What people want and are refused is kept, and one click decides once. */
class KeptRefusalsTest {
  private Desk desk;
  private People people;
  private IncidentId id;

  @BeforeEach
  void open(@TempDir Path folder) {
    desk = new Desk(folder);
    people = desk.people();
    id = desk.play(Story.requested());
  }

  @AfterEach
  void close() {
    desk.close();
  }

  private List<String> kept() {
    return desk.refusals.since(desk.clock.instant().minusSeconds(60), 50).stream()
        .map(
            it ->
                "%s %s %s %s"
                    .formatted(
                        it.by().orElseThrow().user(),
                        it.act(),
                        it.incident().map(IncidentId::toString).orElse("-"),
                        it.code()))
        .toList();
  }

  private Notes.Note note(String said, String text) {
    return new Notes.Note(desk.clock.instant(), text, Optional.of(said), Optional.empty());
  }

  @Test
  void aRefusedNoteIsKept() {
    new Notes(desk.incidents, people, desk.refusals, _ -> Optional.empty())
        .add(id, Persona.GUS.id(), note(Persona.CLEO.id(), "me too"));
    assertThat(kept()).containsExactly(Persona.GUS.id() + " note INC-1 NOT_A_MEMBER");
    assertThat(incident().notes()).isEmpty();
  }

  @Test
  void aMessageIsNotedOnceWhereSlackTellsNoLink() {
    var notes = new Notes(desk.incidents, people, desk.refusals, _ -> Optional.empty());
    notes.add(id, Persona.BEN.id(), note(Persona.CLEO.id(), "it is slow"));
    notes.add(id, Persona.ANA.id(), note(Persona.CLEO.id(), "it is slow"));
    assertThat(incident().notes()).hasSize(1);
    assertThat(kept()).containsExactly(Persona.ANA.id() + " note INC-1 ALREADY_NOTED");
    notes.add(id, Persona.ANA.id(), note(Persona.BEN.id(), "so it is"));
    desk.passes(Duration.ofSeconds(2));
    notes.add(id, Persona.ANA.id(), note(Persona.CLEO.id(), "it is slow"));
    assertThat(incident().notes()).as("another author, another time").hasSize(3);
  }

  @Test
  void aDecisionOnNoIncidentIsKept() {
    decisions().approve(new IncidentId(99), by(Persona.BEN, "1"), Optional.empty());
    assertThat(kept()).containsExactly(Persona.BEN.id() + " approve INC-99 UNKNOWN_INCIDENT");
  }

  /** As Socket Mode delivers it again, where nothing is signed. */
  @Test
  void aYesThatWasTakenBackIsNotCountedByTheSameClickAgain() {
    var decisions = decisions();
    assertThat(decisions.approve(id, by(Persona.BEN, "1"), Optional.empty()).accepted()).isTrue();
    assertThat(decisions.revoke(id, by(Persona.BEN, "2")).accepted()).isTrue();
    var again = decisions.approve(id, by(Persona.BEN, "1"), Optional.empty());
    assertThat(again.accepted()).isFalse();
    assertThat(again.message().text()).startsWith("This very click was counted before");
    assertThat(incident().approvals()).isEmpty();
    assertThat(kept()).containsExactly(Persona.BEN.id() + " approve INC-1 CLICK_USED");
    assertThat(decisions.approve(id, by(Persona.BEN, "3"), Optional.empty()).accepted())
        .as("a click of its own")
        .isTrue();
  }

  private Decisions decisions() {
    return new Decisions(desk.incidents, people, desk.refusals, _ -> Optional.empty());
  }

  private Incident incident() {
    return desk.incidents.find(id).orElseThrow();
  }

  /**
   * @param body digit of the digest of what Slack sent
   */
  private static Actor by(Persona who, String body) {
    return new Actor(
        who.id(),
        Optional.of(
            new ClickProof(body.repeat(64), Optional.empty(), Optional.empty(), Optional.empty())));
  }
}
