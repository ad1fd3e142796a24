{{/*
By lag, the largest of all shards, as the Prometheus adapter gives it (k8s/prometheus-adapter.yaml); a service without shards by
processor. Each step moves leases, so down goes slowly.
*/}}
{{- define "orderlake.autoscaler" -}}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
{{ include "orderlake.metadata" . }}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: {{ include "orderlake.name" . }}
  minReplicas: {{ .Values.autoscaling.minReplicas }}
  maxReplicas: {{ .Values.autoscaling.maxReplicas }}
  metrics:
    {{- if .Values.autoscaling.lagSeconds }}
    - type: External
      external:
        metric:
          name: orderlake_lag_milliseconds
          selector:
            matchLabels:
              app_kubernetes_io_instance: {{ .Release.Name }}
              app_kubernetes_io_name: {{ .Chart.Name }}
        target:
          type: Value
          value: {{ mul .Values.autoscaling.lagSeconds 1000 | quote }}
    {{- else }}
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: {{ .Values.autoscaling.cpuPercent }}
    {{- end }}
  behavior:
    scaleUp:
      stabilizationWindowSeconds: 30
      policies:
        - type: Pods
          value: 2
          periodSeconds: 60
    scaleDown:
      stabilizationWindowSeconds: 600
      policies:
        - type: Pods
          value: 1
          periodSeconds: 300
{{- end -}}
