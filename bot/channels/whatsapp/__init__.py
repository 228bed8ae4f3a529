"""WhatsApp through the Cloud API: payload, render and send."""
