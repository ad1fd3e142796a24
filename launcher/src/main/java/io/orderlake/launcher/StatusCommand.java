package io.orderlake.launcher;

import io.orderlake.launcher.fleet.FleetService;
import io.orderlake.launcher.fleet.FleetState;
import io.orderlake.launcher.fleet.Http;
import io.orderlake.launcher.fleet.MemberStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "status",
        description = "Shows each process of the fleet: health, lag, memory and URL.",
        footer = {"", "Exit code 0 if every process is running and ready."})
final class StatusCommand implements Callable<Integer> {

    @Mixin
    private FleetOptions options = new FleetOptions();

    @Option(names = "--json", description = "Print one JSON object on one line.")
    private boolean json;

    @Override
    public Integer call() {
        Optional<FleetState> state = FleetState.read(options.state());
        List<MemberStatus> members = state.map(
                        fleet -> fleet.members().stream().map(MemberStatus::of).toList())
                .orElse(List.of());
        boolean healthy = !members.isEmpty() && members.stream().allMatch(MemberStatus::isHealthy);
        if (json) {
            System.out.println(json(state, members));
        } else if (state.isEmpty()) {
            System.out.println("No fleet is running in " + options.state());
        } else {
            print(state.get(), members);
        }
        return healthy ? 0 : 1;
    }

    private static String json(Optional<FleetState> state, List<MemberStatus> members) {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("running", state.map(FleetState::running).orElse(false));
        page.put("processes", members.stream().map(MemberStatus::json).toList());
        state.flatMap(StatusCommand::proof).ifPresent(proof -> page.put("proof", proof));
        return new JsonMapper().writeValueAsString(page);
    }

    private static void print(FleetState fleet, List<MemberStatus> members) {
        System.out.println(MemberStatus.HEADER);
        members.forEach(member -> System.out.println(member.line()));
        proof(fleet).ifPresent(proof -> System.out.println(sentence(proof)));
        if (!fleet.running()) {
            System.out.println(
                    "The fleet ended unexpectedly. ./orderlake down cleans up; ./orderlake up starts it again.");
        }
    }

    private static Optional<JsonNode> proof(FleetState fleet) {
        return fleet.member(FleetService.LAKE_VERIFIER)
                .map(member -> Http.get(member.port(), "/proof"))
                .filter(Http.Answer::ok)
                .map(answer -> new JsonMapper().readTree(answer.body()));
    }

    private static String sentence(JsonNode proof) {
        String through = proof.path("verified_through").asString("");
        long differences = 0;
        for (JsonNode count : proof.path("differences")) {
            differences += count.asLong();
        }
        return through.isEmpty()
                ? "Nothing is verified yet: the first round of the verifier is running"
                : "Source and lake are compared up to " + through + ": " + differences + " differences";
    }
}
