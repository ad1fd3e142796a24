package io.orderlake.stream.security;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A small service with access control. All calls that reach it are in one list. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({Notes.Pages.class, Notes.NotesWiring.class})
class Notes {

    @Configuration(proxyBeanMethods = false)
    static class NotesWiring {
        @Bean
        AccessRules accessRules() {
            return new AccessRules(List.of(AccessRules.Rule.of("/load/**", Role.GENERATOR)));
        }
    }

    @RestController
    static class Pages {
        private final List<String> effects = Collections.synchronizedList(new ArrayList<>());

        @GetMapping("/notes")
        String read() {
            return "notes";
        }

        @PostMapping("/notes")
        void write(InputStream body) throws IOException {
            effects.add("wrote " + new String(body.readAllBytes(), StandardCharsets.UTF_8));
        }

        @PostMapping("/unread")
        void unread(@RequestParam(defaultValue = "") String word) {
            effects.add("unread" + word);
        }

        @DeleteMapping("/notes")
        void delete() {
            effects.add("deleted");
        }

        @PostMapping("/load/run")
        void load() {
            effects.add("loaded");
        }

        List<String> effects() {
            return List.copyOf(effects);
        }
    }
}
