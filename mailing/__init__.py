"""Mails on their way out, whoever writes them: leased, tried with pauses, given up in sight."""
