# Spark with what the jobs need. From the checkout, with the job's jar built (docs/lakehouse.md):
#   for jar in iceberg-spark-runtime-3.5_2.12 iceberg-aws-bundle; do
#     ./mvnw -q dependency:copy -Dartifact=org.apache.iceberg:$jar:1.10.0 -DoutputDirectory="$PWD/lakehouse/target/spark"
#   done
#   docker build -f k8s/lakehouse.Dockerfile -t REGISTRY/orderlake/lakehouse:0.1.0-SNAPSHOT lakehouse/target
FROM apache/spark:3.5.6-scala2.12-java17-ubuntu
COPY --chmod=0444 spark/*.jar /opt/spark/jars/
COPY --chmod=0444 lakehouse-0.1.0-SNAPSHOT-job.jar /opt/orderlake/lakehouse-job.jar
USER 185
