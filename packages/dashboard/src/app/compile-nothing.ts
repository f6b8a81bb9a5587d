import { z } from 'zod';

// Before any shape is made: zod would try whether it may compile code, which the page's policy forbids and reports.
z.config({ jitless: true });
