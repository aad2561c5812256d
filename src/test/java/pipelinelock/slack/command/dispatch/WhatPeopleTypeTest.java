package pipelinelock.slack.command.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.refusal.RefusalLog;
import pipelinelock.slack.Asking;
import pipelinelock.slack.Desk;
import pipelinelock.slack.Story;
import pipelinelock.slack.action.Answer;
import pipelinelock.slack.input.Call;
import pipelinelock.slack.input.Directories;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.input.Typed;

/** One line each: what was typed, in which channel, and what the bot makes of it. */
class WhatPeopleTypeTest {
  private static final Directory DIRECTORY =
      Directories.of(
          Map.of(
              Story.DEV04,
              "C0INCIDENTS",
              new EnvironmentName("stg-lon"),
              "C0PLATFORM",
              new EnvironmentName("prod-lon"),
              "C0PROD",
              new EnvironmentName("dev11"),
              "C0PLATFORM"));

  @TempDir private Path folder;
  private Desk desk;
  private Commands commands;

  @BeforeEach
  void open() {
    desk = new Desk(folder);
    desk.play(Story.requested());
    commands =
        new Commands(
            DIRECTORY,
            desk.incidents,
            _ -> {
              throw new IllegalStateException("nobody looks here");
            },
            Asking.by(
                (_, _, _, _) -> {
                  throw new IllegalStateException("nobody asks here");
                }),
            desk.people(),
            desk.clock,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            RefusalLog.NONE);
  }

  @AfterEach
  void close() {
    desk.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(
      resources = "/slack/what-people-type.txt",
      delimiterString = " => ",
      quoteCharacter = '^',
      maxCharsPerColumn = 10_000,
      nullValues = "(nothing)")
  void isUnderstood(@org.jspecify.annotations.Nullable String typed, String meant) {
    String channel = meant.startsWith("here: ") ? "C0INCIDENTS" : "C0OTHER";
    assertThat(said(typed, channel)).contains(meant.replace("here: ", ""));
  }

  private String said(@org.jspecify.annotations.Nullable String typed, String channel) {
    return switch (commands.answer(new Call("U0BEN", channel, Typed.of(typed), Optional.empty()))) {
      case Answer.Now(var message) -> message.text();
      case Answer.Later(var meanwhile, var work, var _)
          when meanwhile.text().equals("One moment …") ->
          work.get(_ -> {}).text();
      case Answer.Later(var meanwhile, var _, var forAll) ->
          meanwhile.text() + (forAll ? " (for all)" : "");
      case Answer.Opens(var form, var instead) ->
          "The form %s, or else: %s".formatted(form.title(), instead.text());
    };
  }
}
