// Glue wants a script. The job itself is io.orderlake.lakehouse.GlueJob, in the jar that the job's settings name.
object Script
