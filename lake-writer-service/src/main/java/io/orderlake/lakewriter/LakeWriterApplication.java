package io.orderlake.lakewriter;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the lake writer. */
@SpringBootApplication
public class LakeWriterApplication {

    public static void main(String[] args) {
        SpringApplication.run(LakeWriterApplication.class, args);
    }
}
