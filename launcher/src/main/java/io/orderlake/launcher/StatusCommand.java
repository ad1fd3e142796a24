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
        description = "Shows each process of the fleet: whether it runs and is ready, its lag, memory and URL.",
        footer = {"", "Exit code 0 if every process runs and is ready."})
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
        boolean well = !members.isEmpty() && members.stream().allMatch(MemberStatus::isWell);
        if (json) {
            Map<String, Object> page = new LinkedHashMap<>();
            page.put("running", state.map(FleetState::running).orElse(false));
            page.put("processes", members.stream().map(MemberStatus::json).toList());
            state.flatMap(StatusCommand::proof).ifPresent(proof -> page.put("proof", proof));
            System.out.println(new JsonMapper().writeValueAsString(page));
        } else if (state.isEmpty()) {
            System.out.println("No fleet runs in " + options.state());
        } else {
            System.out.println(MemberStatus.HEADER);
            members.forEach(member -> System.out.println(member.line()));
            proof(state.get()).ifPresent(proof -> System.out.println(shown(proof)));
            if (!state.get().running()) {
                System.out.println(
                        "The fleet ended by itself; ./orderlake down cleans up, ./orderlake up starts anew.");
            }
        }
        return well ? 0 : 1;
    }

    private static Optional<JsonNode> proof(FleetState fleet) {
        return fleet.member(FleetService.LAKE_VERIFIER)
                .map(member -> Http.get(member.port(), "/proof"))
                .filter(Http.Answer::ok)
                .map(answer -> new JsonMapper().readTree(answer.body()));
    }

    private static String shown(JsonNode proof) {
        String through = proof.path("verified_through").asString("");
        long differences = 0;
        for (JsonNode count : proof.path("differences")) {
            differences += count.asLong();
        }
        return through.isEmpty()
                ? "Nothing is verified yet: the first round is under way"
                : "Source and lake are verified through " + through + ", " + differences + " differences";
    }
}
